package dev.errorproxy.jetty;

import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.io.Content;

/**
 * The client's body on its way to the upstream.
 *
 * <p>A failing upstream does not fail the client's body: the rest can be handed to another reader, since a client that
 * is answered in the middle of its body may never see the answer. This class is threadsafe.
 */
final class UpstreamBody extends ContentSourceRequestContent {

    private final ProxiedCall call;
    private long unread;
    private Runnable waiting;
    private Runnable heir;

    UpstreamBody(ProxiedCall call, String contentType) {
        super(call, contentType);
        this.call = call;
        this.unread = getLength();
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (Content.Chunk.isFailure(chunk)) {
            call.clientFailed(chunk.getFailure());
        } else if (chunk != null && isEnd(chunk)) {
            call.bodySent();
        }
        return chunk;
    }

    /** Returns whether nothing can come after this chunk; where the length is known that shows before the end is read. */
    private boolean isEnd(Content.Chunk chunk) {
        unread -= chunk.remaining();
        return unread == 0 || chunk.isLast();
    }

    @Override
    public void demand(Runnable callback) {
        synchronized (this) {
            waiting = callback;
        }
        call.upstream().excuse(true);
        super.demand(this::available);
    }

    private void available() {
        call.upstream().excuse(false);
        Runnable next;
        synchronized (this) {
            next = heir == null ? waiting : heir;
            waiting = null;
        }
        next.run();
    }

    /** Runs a reader that takes the rest of the body, as soon as it may read. */
    void handOver(Runnable reader) {
        synchronized (this) {
            heir = reader;
            if (waiting != null) {
                return;
            }
        }
        reader.run();
    }

    @Override
    public void fail(Throwable failure, boolean last) {
        // The call decides what becomes of its client.
    }
}
