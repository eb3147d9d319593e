package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that two readers of HTTP could understand in two ways: each is refused, or forwarded so that only one is
 * left.
 *
 * <p>Behind each stands another request on the same connection, and every byte that reaches the upstream is compared:
 * no row makes more requests, or others, than it says.
 */
class HostileFramingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String SMUGGLED = "GET /smuggled" + HOST;
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static final String GET = "GET /good" + HOST;
    private static final String GET_SEEN = "GET /x HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n";
    private static final String NEXT_SEEN = "GET /next HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n";
    private static final String CHUNKED_SEEN = seen("Transfer-Encoding: chunked\r\n\r\nabc");

    static final List<Arguments> REFUSED = List.of(
            arguments(400, post("Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc")),
            arguments(400, post("Content-Length: 3\r\nContent-Length: 0\r\n\r\nabc")),
            arguments(400, post("Content-Length: 3, 3\r\n\r\nabc")),
            arguments(400, post("Content-Length: +3\r\n\r\nabc")),
            arguments(400, post("Content-Length: -3\r\n\r\nabc")),
            arguments(400, post("Content-Length: 0x3\r\n\r\nabc")),
            arguments(400, post("Content-Length:\r\n\r\nabc")),
            arguments(400, post("Content-Length: 99999999999999999999\r\n\r\nabc")),
            arguments(400, post("Content-Length: 18446744073709551619\r\n\r\nabc")),
            arguments(400, post("Content-Length: 3 0\r\n\r\nabc")),
            arguments(400, post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED)),
            arguments(400, post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n" + SMUGGLED)),
            arguments(400, post("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: identity\r\n\r\n")),
            arguments(501, post("Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: gzip\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: \u000bchunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: \"chunked\"\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: chunked;a=b\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding:\r\n\r\n")),
            arguments(400, post("Transfer-Encoding:\r\n chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(
                    400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: chunked, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding : chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, post("Content-Length : 3\r\n\r\nabc")),
            arguments(400, post("X: a\r\n b\r\n\r\n")),
            arguments(400, post(" X: a\r\n\r\n")),
            arguments(400, post("X\r\n\r\n")),
            arguments(400, "OPTIONS http:" + HOST),
            arguments(400, "OPTIONS https:" + HOST),
            arguments(400, "PRI http:" + HOST),
            arguments(400, post(": a\r\n\r\n")),
            arguments(400, post("X Y: a\r\n\r\n")),
            arguments(400, post("X: a\rY: b\r\n\r\n")),
            arguments(400, post("X: a\r\r\n\r\n")),
            arguments(400, post("X: a\0b\r\n\r\n")),
            arguments(400, post("X\0Y: b\r\n\r\n")),
            arguments(400, post("X: a\u007fb\r\n\r\n")),
            arguments(400, post("X: a\u0001b\r\n\r\n")),
            arguments(400, post("X\u00e9: 1\r\n\r\n")),
            arguments(400, post("Host: localhost\r\n\r\n")),
            arguments(417, post("Expect: nonsense\r\n\r\n")),
            arguments(400, chunks("3;ext=\"\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("3;ext=\"\r\n\"\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("3;a\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("3;a\rb\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("10000000000000003\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("-3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("+3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("0x3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("3\nabc\n0\n\n")),
            arguments(400, chunks("3\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("3\r\nabc\n0\r\n\r\n")),
            arguments(400, chunks("3\r\nabc0\r\n\r\n")),
            arguments(400, chunks("3\r\nabcd\r\n0\r\n\r\n")),
            arguments(400, chunks("3 \r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks(" 3\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks(";a\r\nabc\r\n0\r\n\r\n")),
            arguments(400, chunks("3\r\nabc\r\n0\r\nX: 1\r\n 2\r\n\r\n")),
            arguments(400, chunks("3\r\nabc\r\n0\r\nX: 1\n\r\n")),
            arguments(400, " GET /x" + HOST),
            arguments(400, "G@T /x" + HOST),
            arguments(400, "}POST /x" + HOST),
            arguments(400, "\"GET /x" + HOST),
            arguments(400, "OPTIONS ?x" + HOST),
            arguments(400, "PRI *" + HOST),
            arguments(400, "GET ftp://localhost/x" + HOST),
            arguments(
                    400,
                    "POST /x HTTP/1.0\r\nHost: evil.example\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            arguments(400, "G(T /x" + HOST),
            arguments(505, "GET /x\r\n"),
            arguments(505, "GET /x HTTP/1.2\r\nHost: localhost\r\n\r\n"),
            arguments(426, "GET /x HTTP/2.0\r\nHost: localhost\r\n\r\n"),
            arguments(505, "GET /x HTTP/1.10\r\nHost: localhost\r\n\r\n"),
            arguments(426, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            arguments(400, "GET\t/x\tHTTP/1.1\r\nHost: localhost\r\n\r\n"),
            arguments(400, "GET /x y" + HOST),
            arguments(400, "GET /x HTTP/1.1 \r\nHost: localhost\r\n\r\n"),
            arguments(400, "GET /x\0y" + HOST),
            arguments(400, "GET /x\ty" + HOST),
            arguments(400, "GET /x\ry" + HOST),
            arguments(400, "GET /x#y" + HOST),
            arguments(400, "GET /x?a#y" + HOST),
            arguments(400, "GET x" + HOST),
            arguments(400, "GET ?x" + HOST),
            arguments(400, "GET /x HTTP/1.1\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost:\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost: user@localhost\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost: localhost/evil\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost: localhost, evil\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost: localhost:x\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost: localhost:\r\n\r\n"),
            arguments(400, "GET /x HTTP/1.1\r\nHost : localhost\r\n\r\n"),
            arguments(400, "GET http://localhost/x HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
            arguments(400, "GET http://evil.example/x" + HOST),
            arguments(421, "GET http://evil.example/x HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
            arguments(400, "GET http://evil@localhost/x" + HOST),
            arguments(400, "GET http:///x" + HOST),
            arguments(400, "GET file:///etc/passwd" + HOST),
            arguments(400, "GET mailto:a@b" + HOST),
            arguments(405, "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"),
            arguments(400, "CONNECT /x" + HOST),
            arguments(400, "connect evil.example:443" + HOST),
            arguments(400, "GET evil.example:443" + HOST),
            arguments(400, "GET *" + HOST),
            arguments(501, post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
            arguments(400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")),
            arguments(
                    400,
                    "POST /x HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            arguments(
                    400,
                    "POST /x HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
            arguments(400, "GET /caf\u00c3\u00a9" + HOST),
            arguments(400, "GET /x?\u00e9" + HOST));

    static final List<Arguments> FORWARDED = List.of(
            arguments(post("Content-Length: 0003\r\n\r\nabc"), seen("Content-Length: 3\r\n\r\nabc")),
            arguments(post("Content-Length:\t3\t\r\n\r\nabc"), seen("Content-Length: 3\r\n\r\nabc")),
            arguments(post("Content_Length: 3\r\n\r\n"), seen("Content_Length: 3\r\nContent-Length: 0\r\n\r\n")),
            arguments(post("Transfer-Encoding: \tchunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), CHUNKED_SEEN),
            arguments(post("Transfer-Encoding: CHUNKED\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), CHUNKED_SEEN),
            arguments(post("Transfer-Encoding: chunked,\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), CHUNKED_SEEN),
            arguments(post("X: a\nY: b\r\n\r\n"), seen("X: a\r\nY: b\r\nContent-Length: 0\r\n\r\n")),
            arguments(post("X: a\n\n"), seen("X: a\r\nContent-Length: 0\r\n\r\n")),
            arguments(
                    post("X: caf\u00e9 \u00c3\u00a9 \u0080\u00ff\r\n\r\n"),
                    seen("X: caf\u00e9 \u00c3\u00a9 \u0080\u00ff\r\nContent-Length: 0\r\n\r\n")),
            arguments(post("X: a\tb\r\n\r\n"), seen("X: a\tb\r\nContent-Length: 0\r\n\r\n")),
            arguments(
                    post("Connection: content-length\r\nContent-Length: 3\r\n\r\nabc"),
                    seen("Content-Length: 3\r\n\r\nabc")),
            arguments(post("Connection: host\r\n\r\n"), seen("Content-Length: 0\r\n\r\n")),
            arguments(post("Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"), seen("Content-Length: 0\r\n\r\n")),
            arguments(chunks("3\r\nabc\r\n0\r\n\r\n"), CHUNKED_SEEN),
            arguments(chunks("3;a=b\r\nabc\r\n0;c\r\n\r\n"), CHUNKED_SEEN),
            arguments(chunks("0003\r\nabc\r\n000\r\n\r\n"), CHUNKED_SEEN),
            arguments(
                    chunks("3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n"), seen("Transfer-Encoding: chunked\r\n\r\nabcX-T: 1\r\n")),
            arguments(
                    chunks(
                            "3\r\nabc\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\nHost: evil\r\nx-error-proxy: r\r\n"
                                    + "Connection: x\r\n\r\n"),
                    CHUNKED_SEEN),
            arguments("\r\n\r\nGET /x" + HOST, GET_SEEN),
            arguments("\nGET /x" + HOST, GET_SEEN),
            arguments("get /x" + HOST, "get /x HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n"),
            arguments("GET /x http/1.1\r\nHost: localhost\r\n\r\n", GET_SEEN),
            arguments("GET /x HTTP/1.1\nHost: localhost\r\n\r\n", GET_SEEN),
            arguments("GET  /x" + HOST, GET_SEEN),
            arguments("GET /x " + HOST, GET_SEEN),
            arguments("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", GET_SEEN),
            arguments(
                    "POST /x HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
                    seen("Content-Length: 0\r\n\r\n")),
            arguments("GET http://localhost/x?y" + HOST, "GET /x?y HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n"),
            arguments("GET https://localhost/x" + HOST, GET_SEEN),
            arguments("GET http://localhost" + HOST, "GET / HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n"),
            arguments("GET http://localhost?x" + HOST, "GET /?x HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n"),
            arguments("OPTIONS *" + HOST, "OPTIONS * HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n"),
            arguments("GET /x" + HOST, GET_SEEN),
            arguments(
                    post("Connection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                    CHUNKED_SEEN),
            arguments(
                    post(
                            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"),
                    seen("Content-Length: 0\r\n\r\n")),
            arguments(
                    "GET /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 43\r\n\r\n" + SMUGGLED,
                    "GET /x HTTP/1.1\r\nHost: UPSTREAM\r\nContent-Length: 43\r\n\r\n" + SMUGGLED),
            arguments(post("Content-Length: 43\r\n\r\n" + SMUGGLED), seen("Content-Length: 43\r\n\r\n" + SMUGGLED)));

    private static String post(String rest) {
        return "POST /x HTTP/1.1\r\nHost: localhost\r\n" + rest;
    }

    private static String seen(String rest) {
        return "POST /x HTTP/1.1\r\nHost: UPSTREAM\r\n" + rest;
    }

    private static String chunks(String body) {
        return post("Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    /** What both ends of the proxy saw. */
    private record Sight(String answers, List<String> messages) {

        static Sight of(String bytes, boolean leaves) throws Exception {
            try (RecordingUpstream upstream = new RecordingUpstream(OK)) {
                String answers;
                try (ProxyFixture proxy = new ProxyFixture(upstream.address());
                        RawUpstream.Connection client = proxy.connect()) {
                    client.write(bytes);
                    if (leaves) {
                        client.socket.shutdownOutput();
                    }
                    answers = client.readToEnd();
                }
                return new Sight(
                        answers,
                        upstream.messages().stream()
                                .map(message -> message.replace(upstream.authority(), "UPSTREAM"))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void isRefusedAndMakesNoRequestOfWhatFollows(int status, String request) throws Exception {
        Sight sight = Sight.of(request + NEXT, false);
        assertThat(sight.answers()).startsWith("HTTP/1.1 " + status + " ").contains("x-error-proxy: request-error\r\n");
        // Where the framing was in order, the connection goes on; where the body broke, so does the upstream's.
        assertThat(sight.messages())
                .hasSizeLessThan(2)
                .allMatch(message -> message.equals(NEXT_SEEN)
                        || message.startsWith(seen("Transfer-Encoding: chunked\r\n\r\n"))
                                && message.endsWith("<broken>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /x HTTP/1.1 \r\nHost: localhost\r\n\r\n", "GET /x HTTP/3.0\r\nHost: localhost\r\n\r\n"})
    void isToldThatTheConnectionEndsWhereItMustEnd(String request) throws Exception {
        assertThat(Sight.of(request, false).answers()).contains("\r\nConnection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD /x HTTP/1.1\r\nHost : localhost\r\n\r\n", "HEAD /x HTTP/1.1\r\n\r\n"})
    void isToldNoBodyWhereItAskedForNoneButItsLength(String request) throws Exception {
        String answers = Sight.of(request, false).answers();
        String answersToGet = Sight.of(request.replace("HEAD", "GET"), false).answers();
        assertThat(answers).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
        assertThat(answersToGet).startsWith(answers).endsWith("}}");
    }

    @Test
    void endsTheConnectionOfAnOldClientThatSendsChunks() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @FieldSource("FORWARDED")
    void isForwardedInOneMeaning(String request, String seen) throws Exception {
        Sight sight = Sight.of(request + NEXT, false);
        assertThat(sight.answers()).matches("(?s)HTTP/1.1 200 OK\r\n.*okHTTP/1.1 200 OK\r\n.*ok");
        assertThat(sight.messages()).containsExactly(seen, NEXT_SEEN);
    }

    /** The rest of it comes just when the first answer ends; that one in ten went wrong shows in no less. */
    @ParameterizedTest
    @ValueSource(strings = {" GET /x" + HOST, "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"})
    void isRefusedBehindARequestThatIsStillServed(String request) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, new CopyOnWriteArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            for (int i = 0; i < 100; i++) {
                try (RawUpstream.Connection client = proxy.connect()) {
                    client.write(GET + request.substring(0, request.length() - 1));
                    client.write(request.substring(request.length() - 1));
                    assertThat(client.readToEnd()).matches("(?s)HTTP/1.1 200 OK\r\n.*okHTTP/1.1 400 .*}");
                }
            }
        }
    }

    @Test
    void takesAChunkOfFourGibibytesForWhatItIs() throws Exception {
        Sight sight = Sight.of(chunks("100000003\r\nabc\r\n0\r\n\r\n" + SMUGGLED), true);
        assertThat(sight.messages()).hasSizeLessThan(2).allMatch(message -> message.endsWith("<broken>"));
    }
}
