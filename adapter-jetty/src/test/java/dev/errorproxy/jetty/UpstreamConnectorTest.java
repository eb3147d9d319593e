package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While TLS is not ready, connections over it wait, and no other does. */
class UpstreamConnectorTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Runnable> tls = new AtomicReference<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Promise.Completable<Connection> connection = new Promise.Completable<>();
    private final UpstreamConnector connector = new UpstreamConnector();
    private SocketAddress refusing;

    @BeforeEach
    void startWithoutTls() throws Exception {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusing = closed.getLocalSocketAddress();
        }
        connector.setExecutor(task -> {
            if (!tls.compareAndSet(null, task)) {
                threads.execute(task);
            }
        });
        connector.addEventListener(new ClientConnector.ConnectListener() {
            @Override
            public void onConnectBegin(SocketChannel channel, SocketAddress address) {
                attempts.incrementAndGet();
            }
        });
        connector.start();
    }

    @AfterEach
    void stop() throws Exception {
        connector.stop();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void connect(boolean secure) {
        Destination upstream = mock();
        when(upstream.isSecure()).thenReturn(secure);
        Map<String, Object> context = new HashMap<>();
        context.put(Destination.CONTEXT_KEY, upstream);
        context.put(Transport.CONTEXT_KEY, Transport.TCP_IP);
        context.put(ClientConnector.CONNECTION_PROMISE_CONTEXT_KEY, connection);
        connector.connect(refusing, context);
    }

    @Test
    void connectsOverTlsAsSoonAsItIsReady() {
        connect(true);
        assertThat(attempts).hasValue(0);
        assertThat(connection).isNotDone();
        tls.get().run();
        assertThat(attempts).hasValue(1);
        assertThat(connection)
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(ConnectException.class);
    }

    @Test
    void connectsWithoutTlsAtOnce() {
        connect(false);
        assertThat(attempts).hasValue(1);
        tls.get().run();
    }

    @Test
    void tellsWhyTlsIsNotReady() {
        connector.getSslContextFactory().setProtocol("none such");
        connect(true);
        tls.get().run();
        assertThat(attempts).hasValue(0);
        assertThat(connection)
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(NoSuchAlgorithmException.class);
    }
}
