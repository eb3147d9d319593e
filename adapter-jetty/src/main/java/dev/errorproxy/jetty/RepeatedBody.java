package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;

/** A body of which the beginning was read before: that comes once more, and then the rest. Read by one thread at a time. */
final class RepeatedBody implements Content.Source {

    /** Null once it has been read. */
    private ByteBuffer beginning;

    private final Content.Source rest;

    RepeatedBody(ByteBuffer beginning, Content.Source rest) {
        this.beginning = beginning;
        this.rest = rest;
    }

    @Override
    public Content.Chunk read() {
        if (beginning == null) {
            return rest.read();
        }
        Content.Chunk all = Content.Chunk.from(beginning, false);
        beginning = null;
        return all;
    }

    @Override
    public void demand(Runnable callback) {
        if (beginning != null) {
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
