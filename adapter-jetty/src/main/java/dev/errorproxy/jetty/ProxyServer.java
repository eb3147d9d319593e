package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening proxy. */
public final class ProxyServer {

    static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_IDLE = Duration.ofMinutes(10);
    /** How many may ask for a connection at once; the JDK's 50 would make the others try again a second later. */
    private static final int CONNECTIONS_IN_WAITING = 1024;

    /** Nothing here waits on a thread, so that these do for any number of calls. */
    private static final int MOST_THREADS = 32;

    /** What a large head takes; made anew for each it would stay until the heap is collected. */
    private static final int LARGEST_BUFFER = 2 * UpstreamClient.HEAD_BYTES;

    private static final int TRIES_FOR_A_FREE_PORT = 10;

    private final Server server;
    private final Settings settings;
    private final Gate gate;
    private final GracefulHandler graceful;
    private int port;

    /** Creates a server that does not listen yet. */
    public ProxyServer(Interceptor interceptor, Journal journal, Settings settings) {
        this(interceptor, journal, settings, new BufferLeases(new ArrayByteBufferPool(-1, -1, LARGEST_BUFFER)));
    }

    /** Creates a server whose both sides take their buffers from that pool. */
    ProxyServer(Interceptor interceptor, Journal journal, Settings settings, ByteBufferPool buffers) {
        this.settings = settings;
        this.gate = new Gate(interceptor, journal);
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("proxy");
        server = new Server(threads, null, buffers);
        server.setStopTimeout(GRACE.toMillis());
        server.setErrorHandler(new ProxyErrorHandler());
        Handler proxy = new ErrorProxyHandler(interceptor, journal, settings.timeout());
        Handler checked = settings.isLoopbackOnly() ? new HostCheck(new AllowedHosts(settings.hosts()), proxy) : proxy;
        graceful = new GracefulHandler(new ClearRequests(checked));
        server.setHandler(new HeadDeadline(settings.headTimeout(), graceful));
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if an address or the port can't be had
     */
    public void start() throws IOException {
        for (int tries = 1; !bind(); tries++) {
            if (tries == TRIES_FOR_A_FREE_PORT) {
                throw new IOException("No port is free on all of " + settings.addresses());
            }
        }
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Opens a connector per address; returns false where the free port of the first is taken on another. */
    private boolean bind() throws IOException {
        port = settings.port();
        for (InetAddress address : settings.addresses()) {
            ServerConnector connector = connector(address);
            try {
                connector.open();
                port = connector.getLocalPort();
                server.addConnector(connector);
            } catch (IOException e) {
                if (server.getConnectors().length > 0 && !isHere(address)) {
                    continue;
                }
                boolean again = server.getConnectors().length > 0 && settings.port() == 0;
                close();
                if (again) {
                    return false;
                }
                throw new IOException(address.getHostAddress() + ": " + reason(e), e);
            }
        }
        return true;
    }

    private static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
    }

    /** Returns whether this machine has the address; one without IPv6 lacks the second loopback address. */
    private static boolean isHere(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void close() {
        for (var connector : server.getConnectors()) {
            ((ServerConnector) connector).close();
            server.removeConnector(connector);
        }
    }

    private ServerConnector connector(InetAddress address) {
        ServerConnector connector = new ProxyConnector(server, gate);
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setAcceptQueueSize(CONNECTIONS_IN_WAITING);
        connector.setIdleTimeout(SHORTEST_IDLE.plus(settings.timeout()).toMillis());
        return connector;
    }

    /** Returns the port that it listens on. */
    public int port() {
        return port;
    }

    /** Returns how many calls have begun and not ended. */
    public long callsInFlight() {
        return graceful.getCurrentRequestCount();
    }

    /** Lets go of the buffers that wait for more calls. */
    public void dropSpareBuffers() {
        server.getByteBufferPool().clear();
    }

    /** Stops listening, lets calls in flight finish for a few seconds, and ends; it need not have been started. */
    public void stop() {
        try {
            server.stop();
        } catch (TimeoutException e) {
            // Some calls did not finish. The rest of the server has been stopped nevertheless, and so have they.
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop", e);
        }
    }
}
