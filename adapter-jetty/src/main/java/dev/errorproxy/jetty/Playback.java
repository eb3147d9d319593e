package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;

/** One simulated answer on its way, piece by piece as it would be generated; it waits in the scheduler, in no thread. */
final class Playback extends IteratingCallback {

    private final List<Piece> pieces;
    private final Pace pace;
    private final Scheduler scheduler;
    private final Response response;
    private final Callback callback;
    private final long start = System.nanoTime();
    private int next = -1;
    private long tokens;

    Playback(SimulatedAnswer answer, Pace pace, Request request, Response response, Callback callback) {
        this.pieces = answer.streamed() ? answer.pieces() : List.of(joined(answer.pieces()));
        this.pace = pace;
        this.scheduler = request.getComponents().getScheduler();
        this.response = response;
        this.callback = callback;
        response.setStatus(answer.status());
        for (Header header : answer.headers()) {
            response.getHeaders().add(new HttpField(null, header.name(), header.value()));
        }
        if (!answer.streamed()) {
            next = 0;
            response.getHeaders()
                    .put(HttpHeader.CONTENT_LENGTH, bytes(pieces.get(0)).remaining());
        }
    }

    private static Piece joined(List<Piece> pieces) {
        return new Piece(
                pieces.stream().map(Piece::text).collect(Collectors.joining()),
                pieces.stream().mapToInt(Piece::tokens).sum());
    }

    private static ByteBuffer bytes(Piece piece) {
        return ByteBuffer.wrap(piece.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Begins to play. */
    void begin() {
        iterate();
    }

    @Override
    protected Action process() {
        if (next == pieces.size()) {
            return Action.SUCCEEDED;
        }
        if (next < 0) {
            next++;
            write(BufferUtil.EMPTY_BUFFER);
            return Action.SCHEDULED;
        }
        Piece piece = pieces.get(next++);
        tokens += piece.tokens();
        long wait = pace.nanosUntil(tokens) - (System.nanoTime() - start);
        if (wait <= 0 || piece.tokens() == 0) {
            write(bytes(piece));
        } else {
            scheduler.schedule(() -> writeLater(piece), wait, TimeUnit.NANOSECONDS);
        }
        return Action.SCHEDULED;
    }

    /** The scheduler tells nobody what is thrown. */
    private void writeLater(Piece piece) {
        try {
            write(bytes(piece));
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void write(ByteBuffer bytes) {
        response.write(next == pieces.size(), bytes, this);
    }

    @Override
    protected void onCompleteSuccess() {
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
        callback.failed(failure);
    }
}
