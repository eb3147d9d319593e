package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * An upstream's body on its way to the client.
 *
 * <p>The head goes to the client before the body's first bytes are waited for. Small pieces that are here at once leave
 * together, and with them the body's end: a small answer then takes one write, and under load an event stream takes one
 * for many events. Read by one thread at a time; any other may {@link #discard} it meanwhile.
 */
final class ResponseBody implements Content.Source {

    /** Pieces of so many bytes are worth a write of their own. */
    private static final int LARGE = 4 * 1024;

    private static final int MOST_TOGETHER = 32 * 1024;

    private final Content.Source source;
    private final Response response;
    private final Runnable atEnd;
    private long left;
    private Content.Chunk next;
    private boolean discarded;

    /**
     * Creates a body.
     *
     * @param length how many bytes there are; -1 where only the end will tell
     * @param atEnd is run when the last bytes are handed out
     */
    ResponseBody(Content.Source source, Response response, long length, Runnable atEnd) {
        this.source = source;
        this.response = response;
        this.left = length;
        this.atEnd = atEnd;
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = readTogether();
        if (chunk != null && !Content.Chunk.isFailure(chunk)) {
            left -= chunk.remaining();
            if (chunk.isLast() || left == 0) {
                atEnd.run();
            }
        }
        return chunk;
    }

    private synchronized Content.Chunk readTogether() {
        Content.Chunk first = readOne();
        if (!isSmall(first)) {
            return first;
        }
        next = source.read();
        Content.Chunk chunk = isSmall(next) ? together(first) : first;
        if (isEnd(next)) {
            next = null;
            chunk = Content.Chunk.asChunk(chunk.getByteBuffer(), true, chunk);
        }
        if (discarded) {
            releaseNext();
        }
        return chunk;
    }

    private Content.Chunk readOne() {
        Content.Chunk chunk = next == null ? source.read() : next;
        next = null;
        return chunk;
    }

    private static boolean isSmall(Content.Chunk chunk) {
        return chunk != null && !chunk.isLast() && chunk.hasRemaining() && chunk.remaining() < LARGE;
    }

    private static boolean isEnd(Content.Chunk chunk) {
        return chunk != null && chunk.isLast() && !chunk.hasRemaining() && !Content.Chunk.isFailure(chunk);
    }

    private Content.Chunk together(Content.Chunk first) {
        List<Content.Chunk> pieces = new ArrayList<>();
        pieces.add(first);
        int size = first.remaining();
        while (isSmall(next) && size < MOST_TOGETHER) {
            pieces.add(next);
            size += next.remaining();
            next = source.read();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (Content.Chunk piece : pieces) {
            all.put(piece.getByteBuffer());
            piece.release();
        }
        return Content.Chunk.from(all.flip(), false);
    }

    @Override
    public void demand(Runnable callback) {
        if (hasNext()) {
            callback.run();
        } else if (response.isCommitted()) {
            source.demand(callback);
        } else {
            response.write(
                    false,
                    BufferUtil.EMPTY_BUFFER,
                    Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> source.demand(callback), source::fail));
        }
    }

    private synchronized boolean hasNext() {
        return next != null;
    }

    @Override
    public void fail(Throwable failure) {
        discard();
        source.fail(failure);
    }

    /** Gives back what was read ahead: nobody asks for it after the call has failed. */
    synchronized void discard() {
        discarded = true;
        releaseNext();
    }

    private void releaseNext() {
        if (next != null) {
            next.release();
            next = null;
        }
    }
}
