package dev.errorproxy.jetty;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** Listens on one address, for HTTP/1.1 as it was sent. */
final class ListeningConnector extends ServerConnector {

    /** How much of an answer the system keeps for a client that does not read, in bytes; by itself it keeps megabytes. */
    private static final int SEND_BUFFER = 256 * 1024;

    private final Gate gate;

    ListeningConnector(Server server, Gate gate) {
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
}
