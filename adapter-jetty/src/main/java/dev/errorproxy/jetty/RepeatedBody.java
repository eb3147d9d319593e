package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;

/** A body of which the beginning was read before: that comes once more, and then the rest. Read by one thread at a time. */
final class RepeatedBody implements Content.Source {

    private final ByteBuffer beginning;
    private final Content.Source rest;

    RepeatedBody(ByteBuffer beginning, Content.Source rest) {
        this.beginning = beginning;
        this.rest = rest;
    }

    @Override
    public Content.Chunk read() {
        if (!beginning.hasRemaining()) {
            return rest.read();
        }
        ByteBuffer all = beginning.slice();
        beginning.position(beginning.limit());
        return Content.Chunk.from(all, false);
    }

    @Override
    public void demand(Runnable callback) {
        if (beginning.hasRemaining()) {
            callback.run();
        } else {
            rest.demand(callback);
        }
    }

    @Override
    public void fail(Throwable failure) {
        rest.fail(failure);
    }

    @Override
    public long getLength() {
        return rest.getLength();
    }
}
