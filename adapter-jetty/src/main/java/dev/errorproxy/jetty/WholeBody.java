package dev.errorproxy.jetty;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;

/**
 * An upstream's body that fails where its connection broke before the end, and is done with after it.
 *
 * <p>Jetty takes a reset for an end, and forgives a missing end after the last chunk, and in HTTP/2 a body that trailers end
 * early. And whoever fails a body that was read
 * to its end, since the client did not take the last of it, fails what Jetty reads from that connection by then: the
 * answer of another call.
 */
final class WholeBody implements Content.Source {

    private final Content.Source source;
    private volatile BooleanSupplier broken;
    private long left;
    private volatile boolean ended;

    /**
     * Creates a body.
     *
     * @param length how many bytes there must be; -1 where nobody said
     * @param broken asked once, when the body seems to have ended
     */
    WholeBody(Content.Source source, long length, BooleanSupplier broken) {
        this.source = source;
        this.left = length;
        this.broken = broken;
    }

    /** Notes that all has come, though it may not be read yet: the connection is about to be another call's. */
    void complete() {
        boolean broke = broken.getAsBoolean();
        broken = () -> broke;
        ended = true;
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = source.read();
        if (chunk == null) {
            return null;
        }
        left -= chunk.remaining();
        if (!chunk.isLast()) {
            return chunk;
        }
        ended = true;
        return Content.Chunk.isFailure(chunk)
                ? chunk
                : wrong().<Content.Chunk>map(failure -> {
                            chunk.release();
                            return Content.Chunk.from(failure);
                        })
                        .orElse(chunk);
    }

    private Optional<IOException> wrong() {
        if (broken.getAsBoolean()) {
            return Optional.of(new EOFException("The upstream broke off"));
        }
        return left > 0 ? Optional.of(new ProtocolException("sent less than it said it would")) : Optional.empty();
    }

    @Override
    public void demand(Runnable callback) {
        source.demand(callback);
    }

    @Override
    public void fail(Throwable failure) {
        if (!ended) {
            source.fail(failure);
        }
    }

    @Override
    public long getLength() {
        return source.getLength();
    }
}
