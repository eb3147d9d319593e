package dev.errorproxy.jetty;

import java.io.EOFException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;

/**
 * An upstream's body that fails where its connection broke before the end, and is done with after it.
 *
 * <p>Jetty takes a reset for an end, and forgives a missing end after the last chunk. And whoever fails a body that was read
 * to its end, since the client did not take the last of it, fails what Jetty reads from that connection by then: the
 * answer of another call.
 */
final class WholeBody implements Content.Source {

    private final Content.Source source;
    private volatile BooleanSupplier broken;
    private volatile boolean ended;

    /**
     * Creates a body.
     *
     * @param broken asked once, when the body seems to have ended
     */
    WholeBody(Content.Source source, BooleanSupplier broken) {
        this.source = source;
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
        if (chunk == null || !chunk.isLast()) {
            return chunk;
        }
        ended = true;
        if (!Content.Chunk.isFailure(chunk) && broken.getAsBoolean()) {
            chunk.release();
            return Content.Chunk.from(new EOFException("The upstream broke off"));
        }
        return chunk;
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
