package dev.errorproxy.jetty;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/** A response body that sends the head to the client before it waits for its first bytes. */
record HeadFirst(Content.Source source, Response response) implements Content.Source {

    @Override
    public Content.Chunk read() {
        return source.read();
    }

    @Override
    public void demand(Runnable callback) {
        if (response.isCommitted()) {
            source.demand(callback);
        } else {
            response.write(
                    false,
                    BufferUtil.EMPTY_BUFFER,
                    Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> source.demand(callback), source::fail));
        }
    }

    @Override
    public void fail(Throwable failure) {
        source.fail(failure);
    }
}
