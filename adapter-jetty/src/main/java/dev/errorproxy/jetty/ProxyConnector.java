package dev.errorproxy.jetty;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the clients' connections, and refuses those for which the process has no file descriptor left.
 *
 * <p>Jetty would leave them waiting, unanswered, and say so every second. Here a descriptor is kept in reserve: with it
 * such a connection is taken, and ended at once with a reset.
 */
final class ProxyConnector extends ServerConnector {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyConnector.class);
    /** Held while the reserve is let go and taken again, and while a connection to an upstream takes one for itself. */
    static final Object DESCRIPTORS = new Object();

    private static final long NANOS_BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private static final Duration IDLE_AT_STOP = Duration.ofSeconds(1);

    /** How much of an answer the system keeps for a client that does not read, in bytes; by itself it keeps megabytes. */
    private static final int SEND_BUFFER = 128 * 1024;

    private final Gate gate;

    /** Used by the one thread that accepts, once that has begun; null where there was none to be had. */
    private SocketChannel reserve;

    private long warned = System.nanoTime() - NANOS_BETWEEN_WARNINGS;

    ProxyConnector(Server server, Gate gate) {
        super(
                server,
                new InPlaceExecutor(server.getThreadPool()),
                null,
                null,
                1,
                UpstreamClient.SELECTORS,
                new HttpConnectionFactory(http()));
        this.gate = gate;
        setAcceptedSendBufferSize(SEND_BUFFER);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(UpstreamClient.KEEPS_NAMES);
        http.setHeaderCacheCaseSensitive(true);
        http.setHeaderCacheSize(0);
        http.setRequestHeaderSize(UpstreamClient.HEAD_BYTES);
        http.setMaxResponseHeaderSize(2 * UpstreamClient.HEAD_BYTES);
        return http;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            public void accept(SelectableChannel channel, Object attachment) {
                if (!gate.refuses(channel)) {
                    super.accept(channel, attachment);
                }
            }
        };
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        ClientEndPoint endPoint = new ClientEndPoint(channel, selector, key, getScheduler(), getExecutor());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /**
     * The reserve is there before the first connection can be, and not only when a thread comes to wait for that.
     *
     * <p>And something is closed: Java needs descriptors for the first close of a process, and never closes anything again
     * where it found none.
     */
    @Override
    protected void doStart() throws Exception {
        SocketChannel.open().close();
        reserve = SocketChannel.open();
        super.doStart();
    }

    /** Jetty would end the connections with a call in flight too, once nothing has moved on them for a second. */
    @Override
    public CompletableFuture<Void> shutdown() {
        setShutdownIdleTimeout(getIdleTimeout());
        CompletableFuture<Void> done = super.shutdown();
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof ClientEndPoint client && !client.headClock().isServing()) {
                client.setIdleTimeout(IDLE_AT_STOP.toMillis());
            }
        }
        return done;
    }

    /** The calls that are not done by now break off; an end that an old client took for that of its answer would hide it. */
    @Override
    protected void doStop() throws Exception {
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof ClientEndPoint client
                    && client.headClock().isServing()
                    && client.getConnection() instanceof ConnectionMetaData http
                    && http.getHttpVersion() == HttpVersion.HTTP_1_0) {
                client.resetWhenClosed();
            }
        }
        super.doStop();
    }

    @Override
    public void accept(int acceptor) throws IOException {
        if (reserve == null) {
            reserve = SocketChannel.open();
        }
        try {
            super.accept(acceptor);
        } catch (IOException e) {
            if (!isRunning() || !(getTransport() instanceof ServerSocketChannel listener) || !listener.isOpen()) {
                throw e;
            }
            if (!acceptWithReserve(listener)) {
                // The system wants a free descriptor before it would wait for a connection.
                pause(BETWEEN_LOOKS);
            }
        }
    }

    /** Takes the next connection if there is one, and keeps it only if a descriptor has become free meanwhile. */
    private boolean acceptWithReserve(ServerSocketChannel listener) throws IOException {
        synchronized (DESCRIPTORS) {
            reserve.close();
            reserve = null;
            SocketChannel channel = acceptIfThere(listener);
            try {
                reserve = SocketChannel.open();
            } catch (IOException e) {
                if (channel != null) {
                    refuse(channel);
                }
                reserve = SocketChannel.open();
                return channel != null;
            }
            if (channel != null) {
                channel.configureBlocking(false);
                configure(channel.socket());
                getSelectorManager().accept(channel);
            }
            return channel != null;
        }
    }

    private static SocketChannel acceptIfThere(ServerSocketChannel listener) throws IOException {
        listener.configureBlocking(false);
        try {
            return listener.accept();
        } finally {
            listener.configureBlocking(true);
        }
    }

    private void refuse(SocketChannel channel) throws IOException {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It has left already.
        }
        warn();
    }

    /** Another call of the process was quicker to take the reserve: the next second may be better. */
    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        if (failure instanceof IOException && !(failure instanceof ClosedChannelException) && isRunning()) {
            warn();
            return pause(AFTER_FAILURE);
        }
        return super.handleAcceptFailure(failure);
    }

    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void warn() {
        long now = System.nanoTime();
        if (now - warned >= NANOS_BETWEEN_WARNINGS) {
            warned = now;
            LOG.warn("Connections are refused: the process has no file descriptor left (ulimit -n)");
        }
    }
}
