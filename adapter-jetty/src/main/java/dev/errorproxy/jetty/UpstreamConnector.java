package dev.errorproxy.jetty;

import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Connects to the upstreams.
 *
 * <p>The start does not wait until TLS is ready, which takes a fifth of the proxy's start, for the most part to read the system's
 * certificates: a connection over TLS does.
 */
final class UpstreamConnector extends ClientConnector {

    private CompletableFuture<Void> tlsReady;

    @Override
    protected void doStart() throws Exception {
        SslContextFactory.Client tls = newSslContextFactory();
        setSslContextFactory(tls);
        unmanage(tls); // Or the start below would be one of it too.
        tlsReady = CompletableFuture.runAsync(() -> LifeCycle.start(tls), getExecutor());
        super.doStart();
    }

    @Override
    public void connect(SocketAddress address, Map<String, Object> context) {
        Destination upstream = (Destination) context.get(Destination.CONTEXT_KEY);
        if (upstream.isSecure()) {
            tlsReady.whenComplete((ready, failure) -> {
                if (failure == null) {
                    connectNow(address, context);
                } else {
                    connectFailed(null, address, failure, context);
                }
            });
        } else {
            connectNow(address, context);
        }
    }

    private void connectNow(SocketAddress address, Map<String, Object> context) {
        synchronized (ProxyConnector.DESCRIPTORS) {
            super.connect(address, context);
        }
    }

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        return channel instanceof SocketChannel socket
                ? new UpstreamEndPoint(socket, selector, key, getScheduler())
                : super.newEndPoint(channel, selector, key);
    }
}
