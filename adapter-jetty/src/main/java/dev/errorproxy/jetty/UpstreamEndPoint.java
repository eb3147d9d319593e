package dev.errorproxy.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connection to an upstream that remembers how the names in a response's head were spelled. */
final class UpstreamEndPoint extends SocketChannelEndPoint {

    private final HeadSpelling spelling = new HeadSpelling();

    UpstreamEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        spelling.read(buffer, Math.max(0, filled));
        return filled;
    }

    /**
     * Returns whether the upstream has closed a connection on which no request is, or talks on it out of turn.
     *
     * <p>Of an encrypted one nothing can be seen without its decoder: there this is false.
     */
    static boolean isStale(Connection connection) {
        UpstreamEndPoint plain = of(connection);
        return plain != null && plain.hasInput();
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
        UpstreamEndPoint plain = of(connection);
        return plain == null ? fields : plain.spelling.respell(fields);
    }

    /** Notes that the connection's next bytes begin a response. */
    static void responseEnded(Connection connection) {
        UpstreamEndPoint plain = of(connection);
        if (plain != null) {
            plain.spelling.begin();
        }
    }

    private static UpstreamEndPoint of(Connection connection) {
        return connection instanceof org.eclipse.jetty.io.Connection io
                        && io.getEndPoint() instanceof UpstreamEndPoint endPoint
                ? endPoint
                : null;
    }

    /** Lets an HTTP/1.1 upstream be silent for that long from now on, in milliseconds; 0 for as long as it likes. */
    static void allowSilence(Connection connection, long millis) {
        if (!(connection instanceof org.eclipse.jetty.io.Connection io)) {
            return;
        }
        EndPoint endPoint =
                io.getEndPoint() instanceof EndPoint.Wrapper encrypted ? encrypted.unwrap() : io.getEndPoint();
        if (endPoint instanceof UpstreamEndPoint plain) {
            plain.notIdle();
            plain.setIdleTimeout(millis);
        }
    }
}
