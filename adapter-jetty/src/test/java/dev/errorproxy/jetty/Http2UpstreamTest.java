package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Outcome;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream behind TLS that offers HTTP/2 is spoken to in HTTP/2, and all else stays as it is. */
@TestInstance(Lifecycle.PER_CLASS)
class Http2UpstreamTest {

    /** How much of a body that is not read the upstream takes, in bytes. */
    private static final int WINDOW = 128 * 1024;

    private static final int LARGE = 8_000_000;
    private static final ByteBuffer LARGE_BODY = ByteBuffer.allocateDirect(LARGE);
    /** With what is held for each, more than Jetty's client would have in all on one connection. */
    private static final int SLOW = 70;

    private static final Duration TIMEOUT = Duration.ofMillis(600);

    private Server server;
    private URI address;
    private ProxyFixture proxy;
    private final CompletableFuture<Request> seen = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Throwable>> aborted = new ConcurrentHashMap<>();

    private CompletableFuture<Throwable> aborted(String path) {
        return aborted.computeIfAbsent(path, p -> new CompletableFuture<>());
    }

    @BeforeAll
    void start() throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(Tls.STORE.toString());
        tls.setKeyStorePassword(Tls.PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setInitialStreamRecvWindow(WINDOW);
        server = new Server();
        ServerConnector connector = new ServerConnector(
                server,
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                http2,
                new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Upstream());
        server.start();
        address = URI.create("https://localhost:" + connector.getLocalPort());
        proxy = new ProxyFixture(address);
    }

    @AfterAll
    void stop() throws Exception {
        proxy.close();
        server.stop();
    }

    @Test
    void seesTheCallInHttp2AndNothingAdded() throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /v1/models/a%2Fb//c?x=%20&x=2 HTTP/1.1\r\nHost: localhost:8888\r\nX-Key: 1\r\n"
                    + "x-key: 2\r\nTransfer-Encoding: chunked\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAEAAEAAAAIAAAAA\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
            String head = client.readHead();
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("x-answer: 1\r\n", "x-answer: 2\r\n");
            assertThat(client.readUntil("x-sum: 7\r\n\r\n")).contains("body");
            Request request = seen.get(10, TimeUnit.SECONDS);
            assertThat(request.getConnectionMetaData().getProtocol()).isEqualTo("HTTP/2.0");
            assertThat(request.getHttpURI().getPathQuery()).isEqualTo("/v1/models/a%2Fb//c?x=%20&x=2");
            assertThat(request.getHeaders().stream()
                            .filter(field -> !field.getLowerCaseName().equals("host"))
                            .map(field -> field.getLowerCaseName() + "=" + field.getValue()))
                    .containsExactly("x-key=1", "x-key=2");
        }
    }

    /** Also where it has not taken the last byte of the body. */
    @ParameterizedTest
    @ValueSource(ints = {0, WINDOW + 1})
    void hearsAtOnceThatTheClientLeft(int length) throws Exception {
        String path = "/stall/" + length;
        RawUpstream.Connection client = proxy.connect();
        client.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
        client.write(new byte[length]);
        client.readUntil("first");
        client.close();
        assertThat(aborted(path).get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void isNotSilentWhileTheClientDoesNotRead() throws Exception {
        try (ProxyFixture impatient = new ProxyFixture(address, TIMEOUT);
                RawUpstream.Connection client = impatient.connect()) {
            client.write("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").readHead();
            Thread.sleep(TIMEOUT.multipliedBy(3).toMillis());
            assertThat(client.read(LARGE)).hasSize(LARGE);
            assertThat(impatient.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
        }
    }

    @Test
    void isNotSilentWhileTheClientHoldsItsBodyBack() throws Exception {
        try (ProxyFixture impatient = new ProxyFixture(address, TIMEOUT);
                RawUpstream.Connection client = impatient.connect()) {
            client.write("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
            Thread.sleep(TIMEOUT.multipliedBy(3).toMillis());
            assertThat(client.write("dy").readUntil("0\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void isNotSilentWhileItTakesABodySlowly() throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        int length = 10 * WINDOW;
        try (ProxyFixture impatient = new ProxyFixture(address, timeout);
                RawUpstream.Connection client = impatient.connect()) {
            long start = System.nanoTime();
            client.write("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
            client.write(new byte[length]);
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(timeout);
        }
    }

    @Test
    void servesACallBesideManyWhoseAnswersWait() throws Exception {
        List<RawUpstream.Connection> slow = new ArrayList<>();
        try (RawUpstream.Connection client = proxy.connect()) {
            for (int i = 0; i < SLOW; i++) {
                slow.add(proxy.connect()
                        .write("GET /large HTTP/1.1\r\nHost: x\r\nx-error-proxy: throttle rate=1kb/s\r\n\r\n"));
            }
            for (RawUpstream.Connection one : slow) {
                assertThat(one.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            }
            client.write("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").readHead();
            assertThat(client.read(LARGE)).hasSize(LARGE);
        } finally {
            for (RawUpstream.Connection one : slow) {
                one.close();
            }
        }
    }

    @Test
    void isSilentWhereItSaysNoMore() throws Exception {
        try (ProxyFixture impatient = new ProxyFixture(address, TIMEOUT);
                RawUpstream.Connection client = impatient.connect()) {
            client.write("GET /stall/silent HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd();
            assertThat(impatient.outcome().detail()).contains("is silent");
        }
    }

    /** A system takes the address that stands for none for its own, but the certificate doesn't name it. */
    @Test
    void isNotCalledWithoutACertificateForItsName() throws Exception {
        try (ProxyFixture mistaken = new ProxyFixture(URI.create("https://0.0.0.0:" + address.getPort()));
                RawUpstream.Connection client = mistaken.connect()) {
            client.write("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .contains("no trusted TLS connection to upstream 0.0.0.0");
        }
    }

    private final class Upstream extends Handler.Abstract.NonBlocking {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (request.getHttpURI().getPath().startsWith("/stall/")) {
                request.addFailureListener(aborted(request.getHttpURI().getPath())::complete);
                Content.Sink.write(response, false, "first", Callback.NOOP);
            } else if (request.getHttpURI().getPath().equals("/slow")) {
                readSlowly(request, WINDOW, callback);
            } else if (request.getHttpURI().getPath().equals("/large")) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, LARGE);
                response.write(true, LARGE_BODY.slice(), callback);
            } else {
                if (!request.getHttpURI().getPath().equals("/echo")) {
                    seen.complete(request);
                }
                response.getHeaders().add("X-Answer", "1").add("x-answer", "2");
                response.setTrailersSupplier(() -> HttpFields.build().add("x-sum", "7"));
                Content.copy(request, response, callback);
            }
            return true;
        }

        /** Reads so many bytes, and four times a second as many again. */
        private void readSlowly(Request request, int left, Callback callback) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> readSlowly(request, left, callback));
                return;
            }
            int more = left - chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                callback.succeeded();
            } else if (more > 0) {
                readSlowly(request, more, callback);
            } else {
                getServer()
                        .getScheduler()
                        .schedule(() -> readSlowly(request, WINDOW, callback), 250, TimeUnit.MILLISECONDS);
            }
        }
    }
}
