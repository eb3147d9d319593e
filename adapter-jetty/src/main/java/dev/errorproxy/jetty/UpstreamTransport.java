package dev.errorproxy.jetty;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * HTTP/2 where TLS offers it, HTTP/1.1 otherwise, and header values as they came.
 *
 * <p>Jetty's dynamic transport does the first, but only its HTTP/1.1 transport can be told not to replace a header value
 * by a known one in other letters ({@code charset=UTF-8} by {@code charset=utf-8}); so this is the second, and asks the
 * first for its connections. The first is never started: both would start the one connector.
 */
final class UpstreamTransport extends HttpClientTransportOverHTTP {

    private final HttpClientTransportDynamic dynamic;
    /** As few as there are upstreams; Jetty would put one together for every call. */
    private final Map<URI, Origin> origins = new ConcurrentHashMap<>();

    UpstreamTransport(ClientConnector connector, HTTP2Client http2) {
        super(connector);
        setHeaderCacheCaseSensitive(true);
        // A cache per connection costs more memory than a connection with one call at a time gains by it.
        setHeaderCacheSize(0);
        setInvocationType(InvocationType.NON_BLOCKING);
        ClientConnectionFactoryOverHTTP2.HTTP2 overHttp2 = new ClientConnectionFactoryOverHTTP2.HTTP2(http2);
        installBean(overHttp2);
        dynamic = new HttpClientTransportDynamic(connector, HttpClientConnectionFactory.HTTP11, overHttp2);
        dynamic.setInvocationType(InvocationType.NON_BLOCKING);
        setConnectionPoolFactory(UpstreamPool::new);
    }

    @Override
    public void setHttpClient(HttpClient client) {
        super.setHttpClient(client);
        dynamic.setHttpClient(client);
    }

    @Override
    public Origin newOrigin(Request request) {
        URI upstream = ((UpstreamRequest) request).upstream();
        Origin known = origins.get(upstream);
        Origin origin = known != null ? known : origins.computeIfAbsent(upstream, u -> dynamic.newOrigin(request));
        request.transport(origin.getTransport());
        return origin;
    }

    @Override
    public Destination newDestination(Origin origin) {
        return new Upstream(getHttpClient(), origin);
    }

    /** Where calls wait for a connection, each with an attempt at one of its own. */
    private static final class Upstream extends HttpDestination {

        Upstream(HttpClient client, Origin origin) {
            super(client, origin);
        }

        /**
         * Jetty would take this for a call's giving back of the connection, also where it is the upstream's GOAWAY, and close it
         * while one call is left on it.
         */
        @Override
        public boolean remove(org.eclipse.jetty.client.Connection connection) {
            if (!connection.isClosed() && ((UpstreamPool) getConnectionPool()).retire(connection)) {
                send(); // What waits for it needs another.
                return false;
            }
            return super.remove(connection);
        }

        /** Jetty would fail all that wait, whichever attempt it was that failed. */
        @Override
        public void failed(Throwable failure) {
            UpstreamPool pool = (UpstreamPool) getConnectionPool();
            for (HttpExchange oldest = getHttpExchanges().peek();
                    oldest != null && getQueuedRequestCount() > pool.getPendingConnectionCount();
                    oldest = getHttpExchanges().peek()) {
                remove(oldest);
                oldest.getRequest().abort(failure);
            }
        }
    }

    @Override
    public Connection newConnection(EndPoint endPoint, Map<String, Object> context) throws IOException {
        return dynamic.newConnection(endPoint, context);
    }
}
