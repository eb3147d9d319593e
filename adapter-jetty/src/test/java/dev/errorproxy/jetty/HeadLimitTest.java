package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a head may be, and how long it may take. */
class HeadLimitTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Settings IMPATIENT = new Settings(
            List.of(InetAddress.getLoopbackAddress()), 0, Duration.ofSeconds(20), List.of(), Duration.ofMillis(400));

    private final List<String> heads = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({"60, 60, 200", "66, 1, 431", "200, 1, 431", "1, 66, 431", "1, 200, 431"})
    void aHeadHas64KibibytesAtMost(int fieldKibibytes, int targetKibibytes, String status) throws Exception {
        boolean both = fieldKibibytes + targetKibibytes == 120;
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /" + "t".repeat(1024 * (both ? 1 : targetKibibytes))
                    + " HTTP/1.1\r\nHost: localhost\r\nX: " + "f".repeat(1024 * fieldKibibytes) + "\r\n\r\n");
            String answer = client.readHead();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer.contains("\r\nConnection: close\r\n")).isEqualTo(status.equals("431"));
            assertThat(heads).hasSize(status.equals("200") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 200 OK", "66, 502 Bad Gateway", "200, 502 Bad Gateway"})
    void anAnswersHeadHas64KibibytesAtMost(int kibibytes, String status) throws Exception {
        String field = "X: " + "f".repeat(1024 * kibibytes) + "\r\n";
        try (RawUpstream upstream = RawUpstream.answering(OK.replace("\r\n\r\n", "\r\n" + field + "\r\n"), heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            String head = client.write(GET).readHead();
            assertThat(head).startsWith("HTTP/1.1 " + status + "\r\n");
            assertThat(head.contains(field)).isEqualTo(status.startsWith("200"));
        }
    }

    /** What counts is all of it, from the first letter to the blank line. */
    @ParameterizedTest
    @CsvSource({"65536, 200", "65537, 431"})
    void aHeadOf64KibibytesIsNotTooLarge(int bytes, String status) throws Exception {
        String begin = "GET /x HTTP/1.1\r\nHost: localhost\r\nX: ";
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(begin + "f".repeat(bytes - begin.length() - 4) + "\r\n\r\n");
            assertThat(client.readHead()).matches("(?s)HTTP/1.1 " + status + " .*");
        }
    }

    /** A few of its bytes are not counted. */
    @ParameterizedTest
    @CsvSource({"65536, 200", "65600, 502"})
    void anAnswersHeadOf64KibibytesIsNotTooLarge(int bytes, String status) throws Exception {
        String begin = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: ";
        String answer = begin + "f".repeat(bytes - begin.length() - 4) + "\r\n\r\nok";
        try (RawUpstream upstream = RawUpstream.answering(answer, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            assertThat(client.write(GET).readHead()).matches("(?s)HTTP/1.1 " + status + " .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /x HTTP/1.1\r\nHost: localhost\r\n", "GET /x HTTP/1.1\r\nHost: localhost\r\nX:"})
    void aHeadThatDoesNotEndIsAnswered408AndItsConnectionClosed(String beginning) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address(), IMPATIENT);
                RawUpstream.Connection client = proxy.connect()) {
            long start = System.nanoTime();
            assertThat(client.write(beginning).readToEnd())
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .contains("x-error-proxy: request-error\r\n", "Connection: close\r\n")
                    .endsWith("}}");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(heads).isEmpty();
        }
    }

    @Test
    void aSecondHeadMayTakeNoLongerThanTheFirst() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address(), IMPATIENT);
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET).readUntil("ok");
            assertThat(client.write("GET /y HTT").readToEnd()).startsWith("HTTP/1.1 408 ");
            assertThat(heads).hasSize(1);
        }
    }

    @Test
    void aSteadyTrickleBuysNoTime() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address(), IMPATIENT);
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: localhost\r\nX: ");
            CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> trickleInto(client));
            trickle.get(20, TimeUnit.SECONDS);
            assertThat(heads).isEmpty();
        }
    }

    /** Returns when the connection is broken. */
    private static void trickleInto(RawUpstream.Connection client) {
        try {
            client.socket.setSoTimeout(20);
            while (true) {
                client.write("a");
                try {
                    client.read(1);
                    return;
                } catch (SocketTimeoutException silent) {
                    continue;
                }
            }
        } catch (IOException | UncheckedIOException closed) {
            return;
        }
    }

    @Test
    void onlyHeadsAreHurried() throws Exception {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                        connection.skipBody(head);
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
                        waited.get(20, TimeUnit.SECONDS);
                        connection.write("k");
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address(), IMPATIENT);
                RawUpstream.Connection silent = proxy.connect();
                RawUpstream.Connection idle = proxy.connect();
                RawUpstream.Connection sending = proxy.connect();
                RawUpstream.Connection receiving = proxy.connect()) {
            idle.write("GET /x HTTP/1.1\r\nHost: evil\r\n\r\n").readUntil("}}");
            sending.write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbo");
            receiving.write(GET).readUntil("\r\n\r\no");
            for (int i = 0; i < 3; i++) {
                try (RawUpstream.Connection slow = proxy.connect()) {
                    assertThat(slow.write("G").readToEnd()).startsWith("HTTP/1.1 408 ");
                }
            }
            waited.complete(null);
            assertThat(receiving.read(1)).isEqualTo("k");
            assertThat(sending.write("dy").readUntil("ok")).startsWith("HTTP/1.1 200 ");
            assertThat(idle.write(GET).readUntil("ok")).startsWith("HTTP/1.1 200 ");
            assertThat(silent.write(GET).readUntil("ok")).startsWith("HTTP/1.1 200 ");
        }
    }
}
