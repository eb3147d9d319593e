package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out: both sides of the proxy are raw sockets. */
class TransparencyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<String> heads = new CopyOnWriteArrayList<>();

    private String headSeenFor(String request) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(request);
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(client.read(2)).isEqualTo("ok");
            return heads.get(0).replace(upstream.address().getAuthority(), "UPSTREAM");
        }
    }

    private String answerSeenFor(String request, String answer) throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.skipBody(connection.readHead());
                    connection.write(answer);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(request);
            return client.readToEnd();
        }
    }

    @Test
    void passesTheHeadOnWithOnlyTheHostReplaced() throws Exception {
        String head = headSeenFor("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost:8888\r\n"
                + "content-type: application/json; charset=UTF-8\r\nACCEPT: */*\r\nx-b: 2\r\nX-A: 1\r\nx-b: 3\r\n"
                + "accept-encoding: gzip, deflate\r\nuser-agent: OpenAI/JS 6\r\nX-Empty:\r\nCookie: a=b; c=d\r\n"
                + "Via: 1.0 fred\r\nX-Latin: caf\u00e9\r\nauthorization: Bearer sk-1\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(head.replaceAll("X-Empty: ?\r", "X-Empty:\r"))
                .isEqualTo("POST /v1/chat/completions HTTP/1.1\r\nHost: UPSTREAM\r\n"
                        + "content-type: application/json; charset=UTF-8\r\nACCEPT: */*\r\nx-b: 2\r\nX-A: 1\r\nx-b: 3\r\n"
                        + "accept-encoding: gzip, deflate\r\nuser-agent: OpenAI/JS 6\r\nX-Empty:\r\n"
                        + "Cookie: a=b; c=d\r\nVia: 1.0 fred\r\nX-Latin: caf\u00e9\r\nauthorization: Bearer sk-1\r\n"
                        + "Content-Length: 2\r\n\r\n");
    }

    @Test
    void addsNothingToABareRequest() throws Exception {
        assertThat(headSeenFor("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: UPSTREAM\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/models/a%2Fb",
                "//double//slash",
                "/v1/x?a=1&a=2",
                "/v1/x?",
                "/?",
                "/v1/../x/./y",
                "/a;b=c/d",
                "/v1beta/models/gemini:streamGenerateContent?alt=sse",
                "/%e2%82%ac?q=%zz&b=%",
                "/a|b\"c<d>{e}\\f^`?[x]={y}|z",
                "/x?http://other.example/y",
                "/@evil.example/x",
                "/x?a+b=c%20d"
            })
    void passesPathAndQueryOnToTheLetter(String target) throws Exception {
        assertThat(headSeenFor("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND", "get"})
    void passesTheMethodOn(String method) throws Exception {
        assertThat(headSeenFor(method + " /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1"))
                .startsWith(method + " /x ");
    }

    @Test
    void stripsHopByHopFieldsAndAnUpgradeToH2c() throws Exception {
        String head = headSeenFor("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, X-Gone\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\nX-Gone: 1\r\n"
                + "TE: trailers\r\nKeep-Alive: timeout=5\r\nX-Stays: 1\r\n\r\n");
        assertThat(head).isEqualTo("GET / HTTP/1.1\r\nHost: UPSTREAM\r\nX-Stays: 1\r\n\r\n");
    }

    /** The proxy's own credentials are among them: nobody else is to have those. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authenticate: Basic",
                "Proxy-Authorization: Basic c2VjcmV0",
                "TE: trailers",
                "HTTP2-Settings: AAEAAEAAAAIAAAAA"
            })
    void stripsARequestsHopByHopFieldThatIsNotNamed(String field) throws Exception {
        assertThat(headSeenFor("GET / HTTP/1.1\r\nHost: x\r\n" + field + "\r\nX-Stays: 1\r\n\r\n"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: UPSTREAM\r\nX-Stays: 1\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authenticate: Basic",
                "Proxy-Authorization: Basic c2VjcmV0",
                "TE: trailers",
                "Upgrade: h2",
                "HTTP2-Settings: AAEAAEAAAAIAAAAA"
            })
    void stripsAnAnswersHopByHopFieldThatIsNotNamed(String field) throws Exception {
        assertThat(answerSeenFor(
                        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        OK.replace("\r\n\r\n", "\r\n" + field + "\r\nX-Stays: 1\r\n\r\n")))
                .contains("X-Stays: 1\r\n")
                .doesNotContain(field.substring(0, field.indexOf(':') + 1));
    }

    @Test
    void stripsWhatAnAnswersConnectionNames() throws Exception {
        assertThat(answerSeenFor(
                        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        OK.replace(
                                "\r\n\r\n", "\r\nConnection: X-Gone, keep-alive\r\nX-Gone: 1\r\nX-Stays: 1\r\n\r\n")))
                .contains("X-Stays: 1\r\n", "Connection: close\r\n")
                .doesNotContain("X-Gone", "keep-alive");
    }

    @Test
    void keepsAChunkedBodyChunkedWithItsTrailers() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    heads.add(connection.readHead());
                    heads.add(connection.readUntil("\r\n\r\n"));
                    connection.write(OK);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                    + "3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200");
            assertThat(heads.get(0))
                    .contains("Transfer-Encoding: chunked\r\n", "Trailer: X-Sum")
                    .doesNotContain("Content-Length");
            assertThat(heads.get(1)).isEqualTo("3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
        }
    }

    @Test
    void passesTheAnswerOnToTheLetter() throws Exception {
        String answer =
                "HTTP/1.1 200 OK\r\ndate: Mon, 23 Nov 2026 10:00:00 GMT\r\nContent-Type: application/json; charset=UTF-8\r\n"
                        + "x-request-id: req_1\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nCONTENT-ENCODING: gzip\r\n"
                        + "server: ESF\r\nX-Empty: \r\nContent-Length: 4\r\n\r\n\u001f\u008b\u0008z";
        assertThat(answerSeenFor("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", answer))
                .isEqualTo(answer.replace("Content-Length: 4\r\n", "Content-Length: 4\r\nConnection: close\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\nx: y\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://login.example/?a=%2F\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 529 Site is overloaded\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 404 \r\nContent-Length: 2\r\n\r\n{}"
            })
    void passesStatusesOnWithoutActingOnThem(String answer) throws Exception {
        String seen = answerSeenFor("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", answer);
        assertThat(seen.replace("Connection: close\r\n", "")).isEqualTo(answer);
    }

    @Test
    void keepsTheLengthOfAHeadAnswer() throws Exception {
        String seen = answerSeenFor(
                "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
        assertThat(seen).contains("Content-Length: 1234\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void keepsAChunkedAnswerChunkedWithItsTrailersEvenOnAClosingConnection() throws Exception {
        String seen = answerSeenFor(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
        assertThat(seen)
                .contains("Transfer-Encoding: chunked\r\n", "Trailer: X-Sum\r\n")
                .endsWith("3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
    }

    @Test
    void passesNoTrailerOnThatFramesAMessage() throws Exception {
        String seen = answerSeenFor(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nContent-Length: 99\r\n"
                        + "X-Sum: 7\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(seen).endsWith("\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
    }

    @Test
    void passesEarlyHintsOn() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n" + OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 102 Processing\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 104 Whatever\r\nX-A: 1\r\n\r\n",
                "HTTP/1.1 199 Whatever\r\n\r\n"
            })
    void passesOnWhateverComesBeforeTheAnswer(String interim) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(interim + OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readHead()).startsWith(interim.substring(0, 12)).doesNotContain("Content-Length");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 2\r\n");
            assertThat(client.read(2)).isEqualTo("ok");
        }
    }

    @Test
    void sparesAnOldClientWhatComesBeforeTheAnswer() throws Exception {
        assertThat(answerSeenFor("GET / HTTP/1.0\r\nHost: x\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n" + OK))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("ok");
    }

    @Test
    void takesTheLengthFromAnAnswerThatCantHaveABody() throws Exception {
        assertThat(answerSeenFor(
                        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "HTTP/1.1 204 No Content\r\nX-A: 1\r\nContent-Length: 5\r\n\r\n"))
                .startsWith("HTTP/1.1 204 No Content\r\nX-A: 1\r\n")
                .doesNotContain("Content-Length", "chunked");
    }

    @Test
    void passesNotModifiedOnToAClientThatIsSlowToRead() throws Exception {
        String tag = "ETag: " + "t".repeat(30_000) + "\r\n";
        int calls = 100;
        try (RawUpstream upstream = RawUpstream.answering(
                        "HTTP/1.1 304 Not Modified\r\n" + tag + "Content-Length: 5\r\n\r\n", heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(calls));
            for (int i = 0; i < calls; i++) {
                Thread.sleep(i == 0 ? 1000 : 0);
                assertThat(client.readHead()).contains(" 304 ", tag, "Content-Length: 5");
            }
        }
    }

    @Test
    void waitsForTheUpstreamsWordBeforeItAsksForTheBody() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    heads.add(connection.readHead());
                    connection.write("HTTP/1.1 100 Continue\r\n\r\n");
                    heads.add(connection.read(4));
                    connection.write(OK);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.write("body");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(heads.get(0))
                    .contains("Expect: 100-continue\r\n", "Content-Length: 4\r\n")
                    .doesNotContain("Content-Type");
            assertThat(heads.get(1)).isEqualTo("body");
        }
    }

    @Test
    void sendsTheBodyToAnUpstreamThatNeverSaysContinue() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    heads.add(connection.readHead());
                    heads.add(connection.read(4));
                    connection.write(OK);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(client.readUntil("ok")).contains("HTTP/1.1 200 OK\r\n");
            assertThat(heads.get(1)).isEqualTo("body");
        }
    }

    @Test
    void passesOnAFinalAnswerInPlaceOfContinue() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\n\r\nbig");
                    connection.readToEnd();
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.readUntil("big")).startsWith("HTTP/1.1 413 Payload Too Large\r\n");
        }
    }

    @Test
    void putsTheUpstreamsBasePathBeforeThePath() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(URI.create(upstream.address() + "/base/%2F/"));
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /plain//v1?x HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("ok");
            assertThat(heads.get(0)).startsWith("GET /base/%2F//v1?x HTTP/1.1\r\n");
        }
    }

    @Test
    void keepsTheSpellingOfEveryHeadOfAConnection() throws Exception {
        List<String> names = List.of("content-type", "CONTENT-TYPE", "Content-type");
        String message = "%s: a/b\r\nContent-Length: 2\r\n\r\nok";
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    for (String name : names) {
                        heads.add(connection.readUntil("ok"));
                        connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                        connection.write("HTTP/1.1 200 OK\r\n" + message.formatted(name));
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            for (String name : names) {
                client.write("POST / HTTP/1.1\r\nHost: x\r\n" + message.formatted(name));
                assertThat(client.readHead()).startsWith("HTTP/1.1 103 ");
                assertThat(client.readUntil("ok")).endsWith("\r\n" + message.formatted(name));
                assertThat(heads.get(heads.size() - 1)).endsWith("\r\n" + message.formatted(name));
            }
        }
    }

    @Test
    void keepsTheSpellingOfAHeadBehindAnInjectedAnswer() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("r");
            client.write("POST / HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readUntil("}")).startsWith("HTTP/1.1 429 ");
            client.write("GET / HTTP/1.1\r\nHost: x\r\nauthorization: b\r\n\r\n")
                    .readUntil("ok");
            assertThat(heads).singleElement().asString().contains("\r\nauthorization: b\r\n");
        }
    }

    @Test
    void servesPipelinedRequestsInTheirOrder() throws IOException {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(
                    "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
            for (int i = 1; i <= 3; i++) {
                client.readUntil("ok");
            }
            assertThat(heads).extracting(head -> head.substring(0, 6)).containsExactly("GET /1", "GET /2", "GET /3");
        }
    }
}
