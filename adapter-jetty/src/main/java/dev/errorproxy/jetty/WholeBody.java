package dev.errorproxy.jetty;

import java.io.EOFException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;

/**
 * An upstream's body that fails where its connection broke before the end.
 *
 * <p>Jetty takes a reset for an end, and forgives a missing end after the last chunk.
 *
 * @param source the body
 * @param broken asked once the body seems to have ended
 */
record WholeBody(Content.Source source, BooleanSupplier broken) implements Content.Source {

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = source.read();
        if (chunk != null && chunk.isLast() && !Content.Chunk.isFailure(chunk) && broken.getAsBoolean()) {
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
        source.fail(failure);
    }

    @Override
    public long getLength() {
        return source.getLength();
    }
}
