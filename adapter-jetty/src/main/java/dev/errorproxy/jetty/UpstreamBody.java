package dev.errorproxy.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;

/**
 * The client's body on its way to the upstream.
 *
 * <p>A failing upstream does not fail the client's body: the rest can be handed to another reader, since a client that
 * is answered in the middle of its body may never see the answer. What is read for another reader, or after the call,
 * is missing here: to the upstream that is a body which broke off, and never one which has ended. This class is
 * threadsafe.
 */
final class UpstreamBody extends ContentSourceRequestContent {

    /** How much is kept of a body that may have to be sent again, in bytes. */
    private static final int MOST_KEPT = 256 * 1024;

    private static final ReadRequest.Room ROOM =
            new ReadRequest.Room(Runtime.getRuntime().maxMemory() / 16);

    private final ReadRequest.Room room;
    private final ProxiedCall call;
    /** What the upstream has been sent; null where it is not kept. */
    private ByteArrayOutputStream sent;

    private long unread;
    private boolean ended;
    private boolean withdrawn;
    private boolean reading;
    private Consumer<Optional<ByteBuffer>> taker;
    private Runnable waiting;
    private Runnable heir;

    UpstreamBody(ProxiedCall call, String contentType) {
        this(call, contentType, ROOM);
    }

    /** Creates a body of which so much is kept at most, together with others. */
    UpstreamBody(ProxiedCall call, String contentType, ReadRequest.Room room) {
        super(call, contentType);
        this.room = room;
        this.call = call;
        this.unread = getLength();
    }

    @Override
    public Content.Chunk read() {
        if (ended) {
            return Content.Chunk.EOF;
        }
        if (!beginReading()) {
            return nothing();
        }
        Content.Chunk chunk = super.read();
        if (!endReading(chunk)) { // Since what is read at the same time elsewhere may be what comes before this.
            if (chunk != null) {
                chunk.release();
            }
            return nothing();
        }
        call.upstream().progressed();
        if (Content.Chunk.isFailure(chunk)) {
            call.clientFailed(chunk.getFailure());
        } else if (chunk != null && isEnd(chunk)) {
            ended = true;
            call.bodySent();
        }
        return chunk;
    }

    private static Content.Chunk nothing() {
        return Content.Chunk.from(new EofException("The rest of the body is not the upstream's"), true);
    }

    private synchronized boolean beginReading() {
        reading = !withdrawn;
        return reading;
    }

    /** Returns whether the upstream may have what was read. */
    private boolean endReading(Content.Chunk chunk) {
        Consumer<Optional<ByteBuffer>> next;
        synchronized (this) {
            reading = false;
            keep(chunk);
            if (!withdrawn) {
                return true;
            }
            next = taker;
            taker = null;
        }
        if (next != null) {
            next.accept(takeSent());
        }
        return false;
    }

    /** Keeps what is sent from now on, while that is not too much. */
    synchronized void keepSent() {
        sent = new ByteArrayOutputStream();
    }

    private void keep(Content.Chunk chunk) {
        if (sent == null || chunk == null || !chunk.hasRemaining()) {
            return;
        }
        if (sent.size() + chunk.remaining() > MOST_KEPT || room.isFull()) {
            forgetSent();
        } else {
            byte[] copy = new byte[chunk.remaining()];
            chunk.getByteBuffer().slice().get(copy);
            sent.writeBytes(copy);
            room.take(copy.length);
        }
    }

    /** Takes the body back, and once nobody reads it any more hands on what has been sent; empty where that was not kept. */
    void takeBack(Consumer<Optional<ByteBuffer>> next) {
        synchronized (this) {
            withdrawn = true;
            if (reading) {
                taker = next;
                return;
            }
        }
        next.accept(takeSent());
    }

    private synchronized Optional<ByteBuffer> takeSent() {
        Optional<ByteBuffer> all = Optional.ofNullable(sent).map(kept -> ByteBuffer.wrap(kept.toByteArray()));
        forgetSent();
        return all;
    }

    /** Lets go of what has been sent. */
    synchronized void forgetSent() {
        if (sent != null) {
            room.take(-sent.size());
            sent = null;
        }
    }

    /** Returns whether nothing can come after this chunk; where the length is known that shows before the end is read. */
    private boolean isEnd(Content.Chunk chunk) {
        unread -= chunk.remaining();
        return unread == 0 || chunk.isLast();
    }

    @Override
    public void demand(Runnable callback) {
        if (!waits(callback)) {
            callback.run();
            return;
        }
        call.upstream().excuse(true);
        super.demand(this::available);
    }

    private synchronized boolean waits(Runnable callback) {
        if (withdrawn) {
            return false;
        }
        waiting = callback;
        return true;
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
            withdrawn = true;
            heir = reader;
            if (waiting != null) {
                return;
            }
        }
        reader.run();
    }

    /** Notes that nobody reads on: the call has ended. */
    synchronized void end() {
        withdrawn = true;
        forgetSent();
    }

    @Override
    public void fail(Throwable failure, boolean last) {
        // The call decides what becomes of its client.
    }
}
