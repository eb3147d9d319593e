package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.Simulator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads each request whole, has it answered by the simulator that its path names, and plays the answer. */
final class SimulatorHandler extends Handler.Abstract.NonBlocking {

    /** What is kept of a body, in bytes; the rest is read and dropped, and what is cut is no JSON any more. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final Map<String, Simulator> simulators;
    private final Pace pace;
    private final int replyTokens;

    SimulatorHandler(Map<String, Simulator> simulators, Pace pace, int replyTokens) {
        this.simulators = Map.copyOf(simulators);
        this.pace = pace;
        this.replyTokens = replyTokens;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Call> mounted = Calls.of(request);
        int end = mounted.map(call -> call.path().indexOf('/', 1)).orElse(-1);
        Simulator simulator =
                end < 0 ? null : simulators.get(mounted.get().path().substring(1, end));
        if (simulator == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return true;
        }
        Call call = mounted.get().withPath(mounted.get().path().substring(end));
        new Body(request, callback, body -> answer(simulator, call, body, request, response, callback)).run();
        return true;
    }

    /** Counting the tokens of a long prompt takes a while: that is not for the thread that moves everybody's bytes. */
    private void answer(
            Simulator simulator, Call call, byte[] body, Request request, Response response, Callback callback) {
        request.getComponents().getExecutor().execute(() -> {
            try {
                SimulatedAnswer answer = simulator.answer(call, body, replyTokens);
                new Playback(answer, pace, request, response, callback).begin();
            } catch (RuntimeException | StackOverflowError e) {
                Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
            }
        });
    }

    private interface Reader {
        void whole(byte[] body);
    }

    private record Body(Request request, Callback callback, Reader reader, ByteArrayOutputStream kept)
            implements Runnable {

        Body(Request request, Callback callback, Reader reader) {
            this(request, callback, reader, new ByteArrayOutputStream());
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    callback.failed(chunk.getFailure());
                    return;
                }
                keep(chunk.getByteBuffer());
                chunk.release();
                if (chunk.isLast()) {
                    reader.whole(kept.toByteArray());
                    return;
                }
            }
        }

        private void keep(ByteBuffer bytes) {
            byte[] piece = new byte[Math.min(bytes.remaining(), MOST_BYTES - kept.size())];
            bytes.get(piece);
            kept.writeBytes(piece);
        }
    }
}
