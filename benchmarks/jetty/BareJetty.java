import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty's own reverse proxy, set up for speed and with nothing added: what this proxy is built on, and so what it can be
 * expected to reach at most. Arguments: the port to listen on, and the upstream.
 */
final class BareJetty {

    private static final int CONNECTIONS = 16 * 1024;

    public static void main(String[] arguments) throws Exception {
        Server server = new Server(new QueuedThreadPool(32));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        int selectors = Runtime.getRuntime().availableProcessors();
        ServerConnector connector = new ServerConnector(server, 1, selectors, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(new Reverse(arguments[1], selectors));
        server.start();
        new CountDownLatch(1).await();
    }

    private static final class Reverse extends ProxyHandler.Reverse {

        private final int selectors;

        Reverse(String upstream, int selectors) {
            super(request -> HttpURI.from(upstream + request.getHttpURI().getPathQuery()));
            this.selectors = selectors;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        protected void addProxyHeaders(
                org.eclipse.jetty.server.Request request, org.eclipse.jetty.client.Request upstreamRequest) {
            // Nothing is added, as by the other contenders.
        }

        @Override
        protected HttpClient newHttpClient() {
            ClientConnector connector = new ClientConnector();
            connector.setSelectors(selectors);
            connector.setExecutor(getServer().getThreadPool());
            connector.setScheduler(getServer().getScheduler());
            connector.setByteBufferPool(getServer().getByteBufferPool());
            HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
            transport.setInvocationType(InvocationType.NON_BLOCKING);
            HttpClient client = new HttpClient(transport);
            client.setMaxConnectionsPerDestination(CONNECTIONS);
            client.setMaxRequestsQueuedPerDestination(CONNECTIONS);
            client.setUserAgentField(null);
            return client;
        }
    }
}
