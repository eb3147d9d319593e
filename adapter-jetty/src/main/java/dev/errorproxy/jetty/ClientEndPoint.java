package dev.errorproxy.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.SerializedInvoker;

/**
 * A client's connection that notices when the client leaves while it waits for its answer.
 *
 * <p>Jetty reads nothing between the end of a request and the end of its response, so that a client's leave would show
 * only at the next write, which may be an hour away. While a watch is on, this end point reads in Jetty's place; what it
 * reads but the end of the stream is the next, pipelined request, kept for Jetty. A client that shuts down its sending
 * side counts as gone, as it does for nginx and Go's server. This class is threadsafe.
 */
final class ClientEndPoint extends PeerEndPoint {

    private static final int READ_AHEAD = 1024;
    private static final int MOST_READ_AHEAD = 64 * 1024;

    private final Executor executor;
    private final SerializedInvoker turns = new SerializedInvoker(ClientEndPoint.class);
    private final HeadClock headClock = new HeadClock();
    private final Callback peek = new Peek();
    /** What was read ahead; of thousands of connections hardly one has any. */
    private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;

    private volatile boolean ended;
    private boolean peeking;
    private Runnable onGone;
    private Callback reader;

    ClientEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor executor) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
    }

    /** Returns the connection by which a request came. */
    static ClientEndPoint of(Request request) {
        return (ClientEndPoint) request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** Calls back once, from any thread, if the client leaves before {@link #unwatch}; not if that was called before. */
    synchronized void watch(BooleanSupplier over, Runnable callback) {
        if (over.getAsBoolean()) {
            return;
        }
        onGone = callback;
        // Where a reader waits already, it will see the client leave.
        peeking = peeking || hasRoom() && super.tryFillInterested(peek);
    }

    /** Stops watching; what was read ahead is handed to the next reader, and the next bytes begin a request. */
    void unwatch() {
        synchronized (this) {
            onGone = null;
        }
        headBegins();
    }

    /** Breaks the connection with a reset, so that no client takes what it has for the whole. */
    void abort() {
        resetWhenClosed();
        close();
    }

    /** Returns whether the client was seen to send nothing more: what is not complete by then never will be. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Lets the connection go on, on this thread; where another one does that already, on that, afterwards.
     *
     * <p>Jetty's connection goes on when bytes come and when a response has ended, and behind a request that it could not
     * understand, both at once: then one of its buffers goes back to the pool twice, and from there to two connections.
     */
    void inTurn(Runnable connection) {
        turns.run(connection);
    }

    /** Returns the clock that runs while a head comes. */
    HeadClock headClock() {
        return headClock;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            headClock.bytesRead();
        }
        return filled;
    }

    @Override
    synchronized int fillRaw(ByteBuffer buffer) throws IOException {
        if (!ahead.hasRemaining()) {
            int filled = super.fillRaw(buffer);
            ended |= filled < 0;
            return filled;
        }
        int position = BufferUtil.flipToFill(buffer);
        int moved = BufferUtil.put(ahead, buffer);
        BufferUtil.flipToFlush(buffer, position);
        if (!ahead.hasRemaining()) {
            ahead = BufferUtil.EMPTY_BUFFER;
        }
        return moved;
    }

    /** Nothing is read behind a request that could not be understood: that would end the connection before its answer. */
    @Override
    public void fillInterested(Callback callback) {
        boolean broken = getConnection() instanceof HttpConnection http
                && http.getParser().isTerminated();
        if (!broken && !tryFillInterested(new InTurn(callback))) {
            throw new ReadPendingException();
        }
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        synchronized (this) {
            if (ahead.hasRemaining()) {
                executor.execute(callback::succeeded);
                return true;
            }
            if (peeking) {
                boolean free = reader == null;
                reader = free ? callback : reader;
                return free;
            }
        }
        return super.tryFillInterested(callback);
    }

    @Override
    public boolean isFillInterested() {
        synchronized (this) {
            if (peeking) {
                return reader != null;
            }
        }
        return super.isFillInterested();
    }

    /** What became of a look at the connection: at most one of the three. */
    private record Found(Callback reader, Runnable gone, boolean nothing) {}

    /** Reads ahead if that is still wanted, all in one step, so that no reader that comes meanwhile is lost. */
    private synchronized Found look() {
        Callback next = reader;
        reader = null;
        peeking = false;
        if (next != null || onGone == null) {
            return new Found(next, null, false);
        }
        int read = readAhead();
        peeking = read >= 0 && hasRoom();
        return new Found(null, read < 0 ? takeGone() : null, peeking);
    }

    private boolean hasRoom() {
        return BufferUtil.space(ahead) > 0 || ahead.capacity() < MOST_READ_AHEAD;
    }

    private int readAhead() {
        if (BufferUtil.space(ahead) == 0) {
            ahead = BufferUtil.ensureCapacity(ahead, Math.max(READ_AHEAD, 2 * ahead.capacity()));
        }
        try {
            return super.fillRaw(ahead);
        } catch (IOException e) {
            return -1;
        }
    }

    private synchronized Found lookAfter(Throwable failure) {
        Callback next = reader;
        reader = null;
        peeking = next == null && onGone != null && failure instanceof TimeoutException && isOpen();
        return new Found(next, next == null && !peeking ? takeGone() : null, peeking);
    }

    private Runnable takeGone() {
        Runnable gone = onGone;
        onGone = null;
        return gone;
    }

    private synchronized Callback waitingReader() {
        return reader;
    }

    private final class InTurn extends Callback.Nested {

        InTurn(Callback callback) {
            super(callback);
        }

        @Override
        public void succeeded() {
            inTurn(super::succeeded);
        }

        @Override
        public void failed(Throwable failure) {
            inTurn(() -> super.failed(failure));
        }
    }

    private final class Peek implements Callback {

        @Override
        public void succeeded() {
            Found found = look();
            if (found.reader() != null) {
                found.reader().succeeded();
            }
            goOn(found);
        }

        @Override
        public void failed(Throwable failure) {
            Found found = lookAfter(failure);
            if (found.reader() != null) {
                found.reader().failed(failure);
            }
            goOn(found);
        }

        private void goOn(Found found) {
            if (found.gone() != null) {
                found.gone().run();
            }
            if (found.nothing()) {
                ClientEndPoint.super.fillInterested(this);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            Callback next = waitingReader();
            return next == null ? InvocationType.NON_BLOCKING : next.getInvocationType();
        }
    }
}
