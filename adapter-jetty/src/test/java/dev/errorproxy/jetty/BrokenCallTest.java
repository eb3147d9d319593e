package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errorproxy.domain.injection.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when either side goes away, stays silent or was never there. */
class BrokenCallTest {

    private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** An upstream that answers so much, then waits for its connection to end and tells when it did. */
    private static RawUpstream silentAfter(
            String answer, CompletableFuture<Void> reached, CompletableFuture<Long> ended) throws IOException {
        return new RawUpstream(connection -> {
            connection.readHead();
            reached.complete(null);
            connection.write(answer);
            try {
                connection.readToEnd();
            } finally {
                ended.complete(System.nanoTime());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"
            })
    void theUpstreamsCallEndsWhenTheClientLeavesWhileItWaits(String answer) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Long> ended = new CompletableFuture<>();
        try (RawUpstream upstream = silentAfter(answer, reached, ended);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            RawUpstream.Connection client = proxy.connect();
            client.write(GET);
            if (!answer.isEmpty()) {
                client.readHead();
            }
            reached.get(10, TimeUnit.SECONDS);
            client.close();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    /** Nobody can tell it from one that left altogether, and it gets no answer that the upstream never gave. */
    @ParameterizedTest
    @ValueSource(
            strings = {GET, "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"})
    void aClientThatEndsItsSideAloneIsGoneWithoutAnAnswer(String request) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Long> ended = new CompletableFuture<>();
        try (RawUpstream upstream = silentAfter("", reached, ended);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(request);
            reached.get(10, TimeUnit.SECONDS);
            client.socket.shutdownOutput();
            assertThat(client.readToEnd()).isEmpty();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    @Test
    void theUpstreamsCallEndsWhenTheClientLeavesInItsBody() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Long> ended = new CompletableFuture<>();
        try (RawUpstream upstream = silentAfter("", reached, ended);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            RawUpstream.Connection client = proxy.connect();
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf");
            reached.get(10, TimeUnit.SECONDS);
            client.close();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    /** It would be paid for. */
    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2", "1000, 2", "60000, 60000"})
    void noCallGoesOutWhoseClientLeavesBeforeTheUpstreamIsConnected(int length, int sent) throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProxyFixture proxy = new ProxyFixture(
                        URI.create("https://127.0.0.1:" + upstream.getLocalPort()), Duration.ofMinutes(5))) {
            RawUpstream.Connection client = proxy.connect();
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(sent));
            try (Socket connection = upstream.accept()) {
                assertThat(connection.getInputStream().read()).isNotNegative(); // TLS, which waits for an answer.
                client.close();
                assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
            }
        }
    }

    @Test
    void aClientThatLeavesInTheBodyOfARefusedCallIsGone() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null)) {
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf");
            }
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                CHUNKED + "9\r\nabc",
                CHUNKED + "3\r\nabc\r\n0",
                CHUNKED + "3\r\nabc\r\n0\r\n",
                CHUNKED + "3\r\nabc\r\n0\r\nX-Sum: 7\r\n"
            })
    void aBodyThatBreaksOffIsBrokenForTheClient(String answer) throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write(answer);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET);
            String seen = client.readToEnd();
            assertThat(seen).contains("\r\n\r\n").contains("abc").doesNotContain("\r\n0\r\n\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_BROKE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "3\r\nabc\r\n",
                CHUNKED + "3\r\nabc\r\n0\r\n",
                "HTTP/1.1 200 OK\r\n\r\nabc",
                "HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"
            })
    void aResetByTheUpstreamIsBrokenForTheClient(String answer) throws Exception {
        aResetIsSeen(answer, "n");
        aResetIsSeen(answer, "cut after=100b");
    }

    private static void aResetIsSeen(String answer, String command) throws Exception {
        CompletableFuture<Void> seenByClient = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write(answer);
                    seenByClient.get(10, TimeUnit.SECONDS);
                    connection.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(command);
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            client.readUntil("abc");
            seenByClient.complete(null);
            assertThat(client.readToEnd()).isIn("", "\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_BROKE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
                "HTTP/1.1 104 Other\r\n\r\n"
            })
    void anAnswerThatCantBePassedOnIsABadGateway(String answer) throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write(answer);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET);
            assertThat(client.readUntil("}}"))
                    .contains("HTTP/1.1 502 Bad Gateway\r\n", "x-error-proxy: upstream-error\r\n")
                    .doesNotContain("abc", "Upgrade", "gzip");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
        }
    }

    @Test
    void aClientThatLeavesBehindStrayBytesIsNoticed() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Long> ended = new CompletableFuture<>();
        try (RawUpstream upstream = silentAfter("", reached, ended);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            RawUpstream.Connection client = proxy.connect();
            client.write(GET);
            reached.get(10, TimeUnit.SECONDS);
            client.write("\r\n");
            client.close();
            assertThat(ended.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    @Test
    void aClientThatReadsToTheEndOfTheConnectionGetsAReset() throws Exception {
        CompletableFuture<Void> seenByClient = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write(CHUNKED + "3\r\nabc\r\n");
                    seenByClient.get(10, TimeUnit.SECONDS);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.0\r\nHost: x\r\n\r\n");
            client.readUntil("abc");
            seenByClient.complete(null);
            assertThatThrownBy(client::readToEnd)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aBodyFramedByTheEndOfTheConnectionIsWhole() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\n\r\nabc");
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET);
            assertThat(client.readUntil("0\r\n\r\n")).endsWith("3\r\nabc\r\n0\r\n\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEncryptedBodyFramedByTheEndOfTheConnectionIsWholeIfTheEncryptionEnded(boolean ended) throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    SSLSocket encrypted = Tls.over(connection.socket);
                    RawUpstream.Connection inside = new RawUpstream.Connection(encrypted);
                    inside.readHead();
                    inside.write("HTTP/1.1 200 OK\r\n\r\nabc");
                    if (ended) {
                        encrypted.close();
                    }
                });
                ProxyFixture proxy = new ProxyFixture(
                        URI.create("https://localhost:" + upstream.address().getPort()));
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String seen = client.readToEnd();
            assertThat(seen).contains("abc");
            assertThat(seen.endsWith("\r\n0\r\n\r\n")).isEqualTo(ended);
            assertThat(proxy.outcome().ending())
                    .isEqualTo(ended ? Outcome.Ending.COMPLETED : Outcome.Ending.UPSTREAM_BROKE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://no-such-host.invalid", "https://no-such-host.invalid/base"})
    void anUpstreamThatCantBeReachedIsToldByTheProxy(String address) throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(URI.create(address));
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n");
            client.write(new byte[200_000]);
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .contains(
                            "x-error-proxy: upstream-error\r\n",
                            "Content-Type: application/json",
                            "Provider Error Proxy");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
        }
    }

    @Test
    void anUpstreamThatHasNoAddressIsToldByTheProxy() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET);
            assertThat(client.readUntil("}}"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("PLAIN_REAL_HOST", "--upstream plain=URL");
        }
    }

    @Test
    void anUpstreamWithoutTrustedTlsIsToldByTheProxy() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> connection.write("this is no TLS"));
                ProxyFixture proxy = new ProxyFixture(
                        URI.create("https://127.0.0.1:" + upstream.address().getPort()));
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET);
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 502 ").contains("TLS");
        }
    }

    /** Jetty would take the end of the connection for that of the body. */
    @ParameterizedTest
    @ValueSource(
            strings = {"3\r\nabc\r", "3\r\nabc\r\n", "3\r\nabc\r\n0", "3\r\nabc\r\n0\r\n", "3\r\nabc\r\n0\r\nX: 1\r\n"})
    void aBodyWhoseClientLeftBeforeItsLastChunkIsNeverWhole(String begun) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    reached.complete(null);
                    heard.complete(connection.readToEnd());
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            RawUpstream.Connection client = proxy.connect();
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + begun);
            reached.get(20, TimeUnit.SECONDS);
            client.close();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
            assertThat(heard.handle((said, reset) -> reset == null ? said : "").get(20, TimeUnit.SECONDS))
                    .doesNotContain("0\r\n");
        }
    }

    /** All wait for connections of their own, and one of those is never ready. */
    @Test
    void anAttemptAtAConnectionThatFailsIsNoOtherCallsFailure() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        try (ServerSocket listener = Tls.listener(10);
                ProxyFixture proxy = new ProxyFixture(
                        URI.create("https://127.0.0.1:" + listener.getLocalPort()), Duration.ofSeconds(2));
                RawUpstream.Connection first = proxy.connect();
                RawUpstream.Connection second = proxy.connect()) {
            CompletableFuture<Void> upstream = CompletableFuture.runAsync(() -> {
                try {
                    Socket stalls = listener.accept();
                    stalled.countDown();
                    RawUpstream.Connection late = new RawUpstream.Connection(listener.accept());
                    others.await();
                    late.readHead();
                    late.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    late.close();
                    stalls.close();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            first.write(GET);
            assertThat(stalled.await(20, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(1000);
            second.write(GET);
            assertThat(first.readUntil("}}")).startsWith("HTTP/1.1 504 ");
            others.countDown();
            assertThat(second.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
            upstream.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSilentUpstreamIsA504() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        CompletableFuture<Long> ended = new CompletableFuture<>();
        try (RawUpstream upstream = silentAfter("", reached, ended);
                ProxyFixture proxy = new ProxyFixture(upstream.address(), Duration.ofMillis(500));
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET);
            assertThat(client.readUntil("}}"))
                    .startsWith("HTTP/1.1 504 Gateway Timeout\r\n")
                    .contains("x-error-proxy: upstream-error\r\n", "silent");
            assertThat(ended.get(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void anUpstreamThatHangsUpOrTalksNonsenseIsA502() throws Exception {
        Map<String, String> told = Map.of(
                "", "broke the connection",
                "hello?\r\n\r\n", "not HTTP",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "not HTTP",
                "HTTP/1.1 200 OK\r\nContent-Le", "broke the connection");
        for (String answer : told.keySet()) {
            try (RawUpstream upstream = new RawUpstream(connection -> {
                        connection.readHead();
                        connection.write(answer);
                    });
                    ProxyFixture proxy = new ProxyFixture(upstream.address());
                    RawUpstream.Connection client = proxy.connect()) {
                client.write(GET);
                assertThat(client.readUntil("}}"))
                        .as(answer)
                        .startsWith("HTTP/1.1 502 ")
                        .contains(told.get(answer));
            }
        }
    }

    @Test
    void anEarlyAnswerReachesAClientThatStillSends() throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\n\r\nbig");
                    connection.readToEnd();
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n");
            client.write(new byte[1_000_000]);
            assertThat(client.readUntil("big")).startsWith("HTTP/1.1 413 ");
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
            client.write(new byte[2_000_000]);
            assertThat(client.write(GET).readUntil("big")).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n"
            })
    void whatIsNoCallIsRefusedInJson(String request) throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            client.write(request);
            assertThat(client.readUntil("}}"))
                    .startsWith("HTTP/1.1 40")
                    .contains("x-error-proxy: request-error", "Provider Error Proxy");
        }
    }
}
