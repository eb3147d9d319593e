package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Outcome;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTP/2 upstream that speaks in frames: what goes over the line, and what may come back. */
class RawHttp2UpstreamTest {

    private static final String GET = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String POST = "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";

    private final Server server = new Server();
    private final CompletableFuture<HttpFields> seen = new CompletableFuture<>();
    private final CompletableFuture<Map<Integer, Integer>> settings = new CompletableFuture<>();
    /** Those whose answer has begun. */
    private final BlockingQueue<Stream> held = new LinkedBlockingQueue<>();

    private final AtomicInteger streams = new AtomicInteger();
    private final CountDownLatch refused = new CountDownLatch(1);

    private final HttpFields.Mutable answer = HttpFields.build();
    private volatile String body = "";
    private URI address;
    private ServerConnector connector;
    private ProxyFixture proxy;

    /** Sets no limit to the streams of a connection, as RFC 9113, section 6.5.2, allows. */
    @BeforeEach
    void start() throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(Tls.STORE.toString());
        tls.setKeyStorePassword(Tls.PASSWORD);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        RawHTTP2ServerConnectionFactory http2 = new RawHTTP2ServerConnectionFactory(new ServerSessionListener() {
            @Override
            public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
                seen.complete(frame.getMetaData().getHttpFields());
                MetaData.Response head = new MetaData.Response(200, null, HttpVersion.HTTP_2, answer);
                String path =
                        ((MetaData.Request) frame.getMetaData()).getHttpURI().getPath();
                if (path.startsWith("/refused/")) {
                    String[] parts = path.split("/");
                    return refused(stream, Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
                }
                if (path.startsWith("/reset/")) {
                    int reason = ErrorCode.valueOf(path.substring("/reset/".length())).code;
                    streams.incrementAndGet();
                    stream.reset(new ResetFrame(stream.getId(), reason), Callback.NOOP);
                    return Stream.Listener.AUTO_DISCARD;
                }
                if (path.equals("/untaken") && streams.incrementAndGet() == 1) {
                    GoAwayFrame leave = new GoAwayFrame(0, ErrorCode.NO_ERROR.code, null);
                    ((HTTP2Session) stream.getSession()).goAway(leave, Callback.NOOP);
                    return Stream.Listener.AUTO_DISCARD;
                }
                if (path.equals("/trailers")) {
                    shortWithTrailers(stream, head);
                    return Stream.Listener.AUTO_DISCARD;
                }
                if (path.startsWith("/later/")) {
                    int status = Integer.parseInt(path.substring("/later/".length()));
                    head = new MetaData.Response(status, null, HttpVersion.HTTP_2, answer);
                    stream.headers(new HeadersFrame(stream.getId(), head, null, false))
                            .thenAccept(s ->
                                    s.data(new DataFrame(s.getId(), BufferUtil.EMPTY_BUFFER, true), Callback.NOOP));
                    return Stream.Listener.AUTO_DISCARD;
                }
                boolean last = body.length() == 0 && !path.equals("/held");
                if (path.equals("/held")) {
                    held.add(stream);
                }
                stream.headers(new HeadersFrame(stream.getId(), head, null, last), Callback.from(() -> {
                    if (path.equals("/last")) {
                        stream.getSession().shutdown();
                    } else if (body.length() > 0) {
                        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
                        stream.data(new DataFrame(stream.getId(), bytes, true), Callback.NOOP);
                    }
                }));
                return Stream.Listener.AUTO_DISCARD;
            }

            @Override
            public void onSettings(Session session, SettingsFrame frame) {
                settings.complete(frame.getSettings());
            }
        });
        http2.setMaxConcurrentStreams(-1);
        connector = new ServerConnector(server, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.start();
        address = URI.create("https://localhost:" + connector.getLocalPort());
        proxy = new ProxyFixture(address);
    }

    private static void shortWithTrailers(Stream stream, MetaData.Response head) {
        ByteBuffer bytes = ByteBuffer.wrap("short".getBytes(StandardCharsets.UTF_8));
        MetaData trailers = new MetaData(HttpVersion.HTTP_2, HttpFields.build().add("x-sum", "7"));
        stream.headers(new HeadersFrame(stream.getId(), head, null, false))
                .thenCompose(s -> s.data(new DataFrame(s.getId(), bytes, false)))
                .thenAccept(s -> s.headers(new HeadersFrame(s.getId(), trailers, null, true), Callback.NOOP));
    }

    /** Refuses a stream, if there have not been so many, after that many bytes; all others get back what they send. */
    private Stream.Listener refused(Stream stream, int most, int after) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean refuses = streams.incrementAndGet() <= most;
        stream.demand();
        return new Stream.Listener() {
            @Override
            public void onDataAvailable(Stream stream) {
                Stream.Data data = stream.readData();
                if (data == null) {
                    stream.demand();
                    return;
                }
                byte[] bytes = new byte[data.frame().remaining()];
                data.frame().getByteBuffer().get(bytes);
                received.writeBytes(bytes);
                boolean last = data.frame().isEndStream();
                data.release();
                if (refuses && received.size() >= after) {
                    stream.reset(new ResetFrame(stream.getId(), ErrorCode.REFUSED_STREAM_ERROR.code), Callback.NOOP);
                    refused.countDown();
                } else if (last) {
                    MetaData.Response head = new MetaData.Response(200, null, HttpVersion.HTTP_2, answer);
                    stream.headers(new HeadersFrame(stream.getId(), head, null, false))
                            .thenAccept(s -> s.data(
                                    new DataFrame(s.getId(), ByteBuffer.wrap(received.toByteArray()), true),
                                    Callback.NOOP));
                } else {
                    stream.demand();
                }
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.stop();
    }

    @Test
    void isGivenAsManyCallsAsComeWhereItSetsNoLimit() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
        assertThat(connector.getConnectedEndPoints()).hasSize(1);
    }

    @Test
    void mayHaveOnlySoMuchOfAnAnswerOnItsWay() throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
            assertThat(settings.get(10, TimeUnit.SECONDS)).containsEntry(SettingsFrame.INITIAL_WINDOW_SIZE, 256 * 1024);
        }
    }

    @Test
    void isNotToldItsHostTwice() throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: localhost\r\nX-Key: 1\r\n\r\n")
                    .readHead();
            assertThat(seen.get(10, TimeUnit.SECONDS).stream().map(HttpField::getName))
                    .containsExactly("x-key");
        }
    }

    @Test
    void givesNoTwoLengths() throws Exception {
        answer.add("content-length", "2").add("content-length", "3");
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readUntil("}}"))
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .contains("x-error-proxy: upstream-error\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
        }
    }

    /** Jetty takes back its part of such a stream, and tells nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"9", "3"})
    void breaksOffWhereItsBodyIsNotAsLongAsItSaid(String length) throws Exception {
        answer.add("content-length", length);
        body = "short";
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(GET.formatted("/x"));
            assertThat(Heard.by(client).end()).isNotEqualTo(Heard.End.WHOLE);
            Outcome outcome = proxy.outcome();
            assertThat(outcome.ending()).isEqualTo(Outcome.Ending.UPSTREAM_BROKE);
            assertThat(outcome.detail()).contains("broke the rules of HTTP/2");
        }
    }

    @Test
    void breaksOffWhereTrailersEndItsBodyEarly() throws Exception {
        answer.add("content-length", "9");
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(GET.formatted("/trailers"));
            assertThat(Heard.by(client).body()).isEqualTo("short");
            Outcome outcome = proxy.outcome();
            assertThat(outcome.ending()).isEqualTo(Outcome.Ending.UPSTREAM_BROKE);
            assertThat(outcome.detail()).contains("sent less than it said");
        }
    }

    @Test
    void isABadGatewayWhereTheBodyOfWhichItSpokeIsNotThere() throws Exception {
        answer.add("content-length", "9").add("x-upstream", "1");
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(GET.formatted("/x"));
            Heard heard = Heard.by(client);
            assertThat(heard.head()).startsWith("HTTP/1.1 502 Bad Gateway\r\n").doesNotContain("x-upstream");
            assertThat(heard.body()).contains("sent less than it said");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
        }
    }

    /** RFC 9113, section 8.1.1: the length is that of a body elsewhere. Jetty takes back its part of such a stream, too. */
    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 304"})
    void isUnderstoodWhereItsAnswerWithoutABodyEndsAfterItsHead(String method, int status) throws Exception {
        answer.add("content-length", "55");
        try (RawUpstream.Connection client = proxy.connect()) {
            for (int i = 0; i < 2; i++) {
                client.write(method + " /later/" + status + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.readHead())
                        .startsWith("HTTP/1.1 " + status + " ")
                        .contains("Content-Length: 55\r\n");
                assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
            }
        }
    }

    /** RFC 9113, section 6.8: streams that have begun go on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void endsAllAnswersAfterItHasTakenItsLeave(int calls) throws Exception {
        List<RawUpstream.Connection> clients = new ArrayList<>();
        try (RawUpstream.Connection client = proxy.connect()) {
            for (int i = 0; i < calls; i++) {
                clients.add(proxy.connect().write("GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                assertThat(clients.get(i).readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            }
            client.write("GET /last HTTP/1.1\r\nHost: localhost\r\n\r\n").readUntil("0\r\n\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
            for (RawUpstream.Connection one : clients) {
                Stream stream = held.poll(10, TimeUnit.SECONDS);
                ByteBuffer bytes = ByteBuffer.wrap("whole".getBytes(StandardCharsets.UTF_8));
                stream.data(new DataFrame(stream.getId(), bytes, true), Callback.NOOP);
                assertThat(one.readUntil("0\r\n\r\n")).isEqualTo("5\r\nwhole\r\n0\r\n\r\n");
                assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
            }
            client.write("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        } finally {
            for (RawUpstream.Connection one : clients) {
                one.close();
            }
        }
    }

    /** RFC 9113, section 8.7: it has done nothing for it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 40_000, 256 * 1024})
    void isSentACallThatItRefusedOnceMore(int length) throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            String body = "x".repeat(length - 1) + "y";
            client.write("POST /refused/1/" + length
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n"
                    + body);
            Heard heard = Heard.by(client);
            assertThat(heard.head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(heard.body()).isEqualTo(body);
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
            assertThat(streams).hasValue(2);
        }
    }

    /** Its body is not there before the upstream, or time, has asked for it. */
    @Test
    void isNotSentARefusedCallAgainThatWaitedToBeAskedForItsBody() throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(
                    "POST /refused/1/0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.write("abc");
            assertThat(client.readHead()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
            assertThat(streams).hasValue(1);
        }
    }

    @Test
    void isSentARefusedCallOnceMoreWhileItsBodyStillComes() throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(
                    "POST /refused/1/1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
            client.write("3\r\ntwo\r\n0\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("6\r\nonetwo\r\n0\r\n\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
        }
    }

    /** RFC 9113, section 6.8: what has a number above the last one that it took has not been processed. */
    @ParameterizedTest
    @ValueSource(strings = {GET, POST})
    void isSentACallOnceMoreThatItDidNotTakeBeforeItLeft(String request) throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(request.formatted("/untaken"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(streams).hasValue(2);
        }
    }

    /** It may have acted on it: only the client can know whether it may be sent again. */
    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR", "CANCEL_STREAM_ERROR", "ENHANCE_YOUR_CALM_ERROR"})
    void isSentACallOnceThatItDroppedForAnotherReason(String reason) throws Exception {
        for (String request : List.of(GET, POST)) {
            streams.set(0);
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(request.formatted("/reset/" + reason));
                assertThat(client.readHead()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
                assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
                assertThat(streams).hasValue(1);
            }
        }
    }

    @Test
    void isNotSentACallWithoutABodyAThirdTime() throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write(GET.formatted("/reset/REFUSED_STREAM_ERROR"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
            assertThat(streams).hasValue(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"/refused/2/1, 10, 2", "/refused/1/262145, 262145, 1", "/refused/1/300000, 300000, 1"})
    void isNotSentAThirdTimeNorWhatIsNotKept(String path, int length, int times) throws Exception {
        try (RawUpstream.Connection client = proxy.connect()) {
            client.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n"
                    + "x".repeat(length));
            assertThat(client.readHead()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
            assertThat(streams).hasValue(times);
        }
    }
}
