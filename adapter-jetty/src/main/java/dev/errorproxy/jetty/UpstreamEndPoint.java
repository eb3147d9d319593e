package dev.errorproxy.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connection to an upstream. */
final class UpstreamEndPoint extends PeerEndPoint {

    private volatile boolean answered;
    /** No response has begun since the last one; how the connection ends then is nothing to that. */
    private volatile boolean idle;

    private volatile boolean excused;
    private volatile boolean ended;
    private volatile boolean reset;

    UpstreamEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** An encrypted head tells nothing of its names. */
    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        return getConnection() instanceof SslConnection ? fillRaw(buffer) : super.fill(buffer);
    }

    /**
     * Jetty takes a reset for an end; the channel remembers which it was. So is the end of a connection whose encryption was
     * not ended (RFC 9112, section 9.8).
     */
    @Override
    int fillRaw(ByteBuffer buffer) throws IOException {
        int filled = super.fillRaw(buffer);
        if (filled > 0) {
            idle = false;
        } else if (filled < 0 && !idle && !ended) {
            reset = isReset()
                    || getConnection() instanceof SslConnection ssl
                            && !ssl.getSSLEngine().isInboundDone();
            ended = true;
        }
        return filled;
    }

    private boolean isReset() {
        try {
            getChannel().read(ByteBuffer.allocate(1));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Returns whether the connection broke before the end of the response that Jetty says is complete.
     *
     * @param chunked whether the body has an end of its own, rather than that of the connection
     */
    static boolean brokeOff(Connection connection, boolean chunked) {
        UpstreamEndPoint own = of(connection);
        return own != null && (chunked ? own.ended : own.reset);
    }

    /** Lets go of what waits to be sent, so that an upstream that does not read learns of the end at once. */
    static void discardUnsent(Connection connection) {
        UpstreamEndPoint own = of(connection);
        if (own != null && own.getWriteFlusher().isPending()) {
            own.resetWhenClosed();
        }
    }

    /**
     * Returns whether the upstream has closed a connection that was kept after an answer, or talks on it out of turn.
     *
     * <p>What it says there unasked can only be that it closes; behind TLS, where it can't be read without harm to the
     * decoder, a kept connection on which anything is said is not worth the doubt. Of an HTTP/2 connection, on which
     * there is always talk, this is false.
     */
    static boolean isStale(Connection connection) {
        UpstreamEndPoint own = of(connection);
        return own != null && own.answered && own.hasInput();
    }

    private boolean hasInput() {
        try {
            return getChannel().read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns the fields of a response as they were spelled; as they are where the connection is encrypted. */
    static HttpFields respell(Connection connection, HttpFields fields) {
        UpstreamEndPoint own = of(connection);
        return own == null ? fields : own.respell(fields);
    }

    /** Notes that the connection's next bytes begin a response. */
    static void responseEnded(Connection connection) {
        UpstreamEndPoint own = of(connection);
        if (own != null) {
            own.answered = true;
            own.idle = true;
            own.headBegins();
        }
    }

    /** Lets an HTTP/1.1 upstream be silent from now on for as long as it likes, or no longer. */
    static void excuse(Connection connection, boolean excused) {
        UpstreamEndPoint own = of(connection);
        if (own != null) {
            own.notIdle();
            own.excused = excused;
        }
    }

    @Override
    public void fillInterested(Callback callback) {
        notIdle();
        super.fillInterested(callback);
    }

    /** Nobody is silent who is neither asked nor told anything: while the client does not read, say. */
    @Override
    protected void onIdleExpired(TimeoutException timeout) {
        if (!excused && (isFillInterested() || getWriteFlusher().isPending()) && !hasStreams()) {
            super.onIdleExpired(timeout);
        }
    }

    /** Each HTTP/2 stream has a limit of its own, see {@link UpstreamSilence}. */
    private boolean hasStreams() {
        return getConnection() instanceof SslConnection ssl
                && ssl.getSslEndPoint().getConnection() instanceof HTTP2Connection http2
                && !http2.getSession().getStreams().isEmpty();
    }

    /** Returns the end point of an HTTP/1.1 connection, that below TLS where there is TLS; null for HTTP/2. */
    private static UpstreamEndPoint of(Connection connection) {
        if (!(connection instanceof org.eclipse.jetty.io.Connection io)) {
            return null;
        }
        EndPoint endPoint =
                io.getEndPoint() instanceof EndPoint.Wrapper encrypted ? encrypted.unwrap() : io.getEndPoint();
        return endPoint instanceof UpstreamEndPoint own ? own : null;
    }
}
