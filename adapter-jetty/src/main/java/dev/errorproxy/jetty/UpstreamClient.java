package dev.errorproxy.jetty;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Builds the client towards the upstreams: HTTP/2 where TLS offers it, HTTP/1.1 otherwise, and no opinions. */
final class UpstreamClient {

    static final HttpCompliance KEEPS_NAMES =
            HttpCompliance.RFC9110.with("keeps-names", HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME);
    static final int HEAD_BYTES = 64 * 1024;

    /** How many threads look after the connections of one side. */
    static final int SELECTORS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 16 * 1024;
    /** How much of an answer the system takes in for a client that does not read, in bytes. */
    private static final int RECEIVE_BUFFER = 256 * 1024;
    /** How much of one HTTP/2 response is on its way at most, and so held for a slow reader, in bytes. */
    private static final int STREAM_WINDOW = 256 * 1024;
    /**
     * How much of all responses of one HTTP/2 connection, in bytes: what the windows of 4,096 streams make together, so that
     * those whose readers are slow never stop another.
     */
    private static final int SESSION_WINDOW = 4_096 * STREAM_WINDOW;

    private static final int RESOLVER_THREADS = 16;
    private static final long RESOLVER_IDLE_SECONDS = 10;

    private UpstreamClient() {}

    /** Returns a client that is not started, with the server's threads, buffers and scheduler. */
    static HttpClient create(Server server, Duration timeout) {
        ClientConnector connector = new UpstreamConnector();
        connector.setSelectors(SELECTORS);
        connector.setReceiveBufferSize(RECEIVE_BUFFER);
        connector.setExecutor(server.getThreadPool());
        connector.setScheduler(server.getScheduler());
        connector.setByteBufferPool(server.getByteBufferPool());
        connector.setConnectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT);
        HTTP2Client http2 = new HTTP2Client(connector);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW);
        http2.addEventListener(new StreamWatch());
        // At a stop it would wait for upstreams to close connections on which nothing is in flight.
        http2.removeBean(http2.getBean(SessionContainer.class));
        HttpClient client = new HttpClient(new UpstreamTransport(connector, http2));
        client.setSocketAddressResolver(resolver(connector));
        client.setConnectTimeout(connector.getConnectTimeout().toMillis());
        client.setIdleTimeout(timeout.toMillis());
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.setHttpCompliance(KEEPS_NAMES);
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(CONNECTIONS);
        client.setMaxRequestHeadersSize(2 * HEAD_BYTES);
        client.setMaxResponseHeadersSize(HEAD_BYTES);
        return client;
    }

    /** Returns a resolver with threads of its own: a name server that is silent stops no other call. */
    private static SocketAddressResolver resolver(ClientConnector connector) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                RESOLVER_THREADS,
                RESOLVER_THREADS,
                RESOLVER_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "resolver");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return new SocketAddressResolver.Async(
                threads, connector.getScheduler(), connector.getConnectTimeout().toMillis());
    }
}
