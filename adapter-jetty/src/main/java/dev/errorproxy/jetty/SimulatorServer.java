package dev.errorproxy.jetty;

import dev.errorproxy.domain.simulation.Simulator;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The simulated providers on a loopback port of their own, each below its name as first path segment. */
public final class SimulatorServer {

    private final Server server;
    private final ServerConnector connector;

    /**
     * Creates a server that does not listen yet.
     *
     * @param simulators the simulated providers by name
     * @param replyTokens how many tokens an answer has at most
     */
    public SimulatorServer(Map<String, Simulator> simulators, Pace pace, int replyTokens) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("simulators");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setRequestHeaderSize(2 * UpstreamClient.HEAD_BYTES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1024);
        connector.setIdleTimeout(0); // How long a client may pause, and an upstream be silent, is for the proxy to say.
        server.addConnector(connector);
        server.setErrorHandler(new ProxyErrorHandler());
        server.setHandler(new SimulatorHandler(simulators, pace, replyTokens));
    }

    /**
     * Takes a free port, so that {@link #address} is known; nothing is answered before {@link #start}.
     *
     * @throws IOException if no port can be had
     */
    public void open() throws IOException {
        connector.open();
    }

    /** Returns where the provider of that name is played. */
    public URI address(String provider) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/" + provider);
    }

    /** Begins to answer. */
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The simulated providers did not start", e);
        }
    }

    /** Ends at once. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The simulated providers did not stop", e);
        }
    }
}
