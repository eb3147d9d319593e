package dev.errorproxy.jetty;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection to a client or an upstream: it remembers how the names in a message's head were spelled, and asks the
 * system for no more bytes than there can be.
 *
 * <p>Jetty reads until nothing comes. A read that leaves room in its buffer took all there was, so that the next would be
 * a system call for nothing, a fourth of those that an event of a stream costs. What comes meanwhile is not lost: the
 * selector tells of bytes that are there as long as they are there.
 */
abstract class PeerEndPoint extends SocketChannelEndPoint {

    private static final Duration BETWEEN_VAIN_WRITES = Duration.ofMillis(50);

    private final HeadSpelling spelling = new HeadSpelling();
    private volatile SelectionKey key;
    private volatile boolean drained;
    /** The selector has told that the system takes bytes, and none have been written since. */
    private volatile boolean writable;

    private volatile boolean vain;

    PeerEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
        this.key = key;
    }

    @Override
    public final Runnable onSelected() {
        drained = false;
        writable = (key.readyOps() & SelectionKey.OP_WRITE) != 0;
        return super.onSelected();
    }

    @Override
    public void replaceKey(SelectionKey newKey) {
        key = newKey;
        super.replaceKey(newKey);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = BufferUtil.remaining(buffers);
        boolean flushed = super.flush(buffers);
        vain = writable && before > 0 && BufferUtil.remaining(buffers) == before;
        writable = false;
        return flushed;
    }

    /**
     * A system that is short of memory for its connections takes nothing where it says that it does, and says so again at once:
     * with a thousand clients that don't read, that would keep every processor busy.
     */
    @Override
    protected void onIncompleteFlush() {
        if (vain) {
            getScheduler().schedule(super::onIncompleteFlush, BETWEEN_VAIN_WRITES.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            super.onIncompleteFlush();
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = fillRaw(buffer);
        spelling.read(buffer, Math.max(0, filled));
        return filled;
    }

    /** Reads what is there into the buffer, unseen by what remembers the head. */
    int fillRaw(ByteBuffer buffer) throws IOException {
        if (drained) {
            return 0;
        }
        int room = BufferUtil.space(buffer);
        int filled = super.fill(buffer);
        drained = filled > 0 && filled < room;
        return filled;
    }

    /** Has the connection end with a reset, which no peer takes for the end of a message. */
    final void resetWhenClosed() {
        try {
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // Then it is closed already, or ends as a plain close.
        }
    }

    /** Notes that the connection's next bytes begin a head. */
    final void headBegins() {
        spelling.begin();
    }

    /** Returns the fields of the last head as they were spelled. */
    final HttpFields respell(HttpFields fields) {
        return spelling.respell(fields);
    }
}
