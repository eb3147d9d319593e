package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errorproxy.domain.injection.Outcome;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.injection.Outcome.Strike;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the connection and of its pace, commands that requests bring, and bodies that are read before. */
@Timeout(60)
class CallFaultTest {

    private static final String POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aConnectionIsRefusedWhenItIsAccepted() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command("refuse 3");
            for (int i = 0; i < 2; i++) {
                try (RawUpstream.Connection client = proxy.connect()) {
                    assertThat(client.readHead()).isNull();
                }
                assertThat(proxy.refused.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(proxy.command("status")).anyMatch(line -> line.endsWith("drawn 2, hit 2, missed 0"));
            proxy.command("n");
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(POST);
                assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
            }
            assertThat(heads).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"refuse @/x, CLOSED", "reset, RESET", "reset @/x, RESET"})
    void theConnectionBreaksBeforeAnyAnswer(String command, Heard.End end) throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(command);
            client.write(POST);
            if (end == Heard.End.RESET) {
                assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
            } else {
                assertThat(client.readToEnd()).isEmpty();
            }
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.HIT);
            assertThat(outcome.ending()).isEqualTo(Ending.STRUCK);
            assertThat(outcome.status()).isEmpty();
            assertThat(heads).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', application/json, keep-alive",
        "'{\"stream\":true}', text/event-stream, keep-alive",
        "'{}', application/json, close"
    })
    void theConnectionIsClosedBehindTheHead(String body, String type, String connection) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, new CopyOnWriteArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("close");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nConnection: " + connection + "\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            Heard heard = Heard.by(client);
            assertThat(heard.head())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: " + type + "\r\n")
                    .contains("x-error-proxy: injected\r\n")
                    .contains("Transfer-Encoding: chunked\r\n");
            assertThat(heard.body()).isEmpty();
            assertThat(heard.end()).isEqualTo(Heard.End.CLOSED);
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    @Test
    void aCloseBehindTheHeadIsNoEmptyAnswerForAClientThatReadsToTheEnd() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, new CopyOnWriteArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("close");
            client.write(POST.replace("HTTP/1.1", "HTTP/1.0"));
            assertThat(Heard.by(client).end()).isEqualTo(Heard.End.RESET);
        }
    }

    @Test
    void aCallThatHangsForAWhileGoesOnThen() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("hang for=300ms");
            long start = System.nanoTime();
            client.write(POST);
            assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
            assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hang, HIT",
        "hang for=1m, HIT",
        "slow delay=1m, HIT",
        "r delay=1m, MISSED",
        "stream-end delay=1m, MISSED"
    })
    void aClientThatLeavesWhileItWaitsIsNoticed(String command, Strike strike) throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command(command);
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(POST);
                client.socket.setSoTimeout(200);
                assertThatThrownBy(client::readHead).isInstanceOf(java.net.SocketTimeoutException.class);
            }
            Outcome outcome = proxy.outcome();
            assertThat(outcome.ending()).isEqualTo(Ending.CLIENT_GONE);
            assertThat(outcome.strike()).isEqualTo(strike);
            assertThat(heads).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow delay=300ms", "r delay=300ms", "stream-end after=1 delay=300ms", "reset delay=300ms"})
    void aDelayComesBeforeAnythingElse(String command) throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(command);
            long start = System.nanoTime();
            client.write(POST);
            assertThat(proxy.outcome().took()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void aNarrowLineIsNarrowBothWays() throws Exception {
        String body = "x".repeat(2_000);
        CompletableFuture<Duration> upload = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    long start = System.nanoTime();
                    assertThat(connection.read(body.length())).isEqualTo(body);
                    upload.complete(since(start));
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("throttle rate=5kb/s");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            client.readHead();
            long start = System.nanoTime();
            assertThat(client.read(body.length())).isEqualTo(body);
            // The first piece, a twentieth of a second's, waits for nothing.
            assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            assertThat(upload.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.HIT);
            assertThat(outcome.ending()).isEqualTo(Ending.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-error-proxy", "X-Error-Proxy"})
    void aRequestsOwnCommandDecidesAloneAndStaysHere(String name) throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("r 1");
            client.write(POST.replace("Host: x\r\n", "Host: x\r\n" + name + ": stream-error overloaded after=2\r\n"));
            assertThat(Heard.by(client).body())
                    .isEqualTo(LiveStream.first(2) + ProxyFixture.errorFrame("overloaded", 2));
            assertThat(stream.heads()).singleElement().asString().doesNotContainIgnoringCase("x-error-proxy");
            client.write(POST);
            assertThat(client.readHead()).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void aRequestThatAsksToPassIsSparedByWhatIsArmed() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("r 1");
            client.write(POST.replace("Host: x\r\n", "Host: x\r\nx-error-proxy: n\r\n"));
            assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
            assertThat(heads.get(0)).doesNotContain("x-error-proxy");
            assertThat(proxy.command("status").get(0)).contains("1 remaining");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bogus, bogus",
        "stream-error after=, after",
        "r after=3, after",
        "'r, u', 'r, u'",
        "r @plain, @plain",
        "status, status"
    })
    void aRequestWhoseCommandCanNotBeReadIsToldSo(String command, String named) throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write(POST.replace("Host: x\r\n", "Host: x\r\nx-error-proxy: " + command + "\r\n"));
            assertThat(client.readHead()).startsWith("HTTP/1.1 400 ").contains("x-error-proxy: request-error\r\n");
            assertThat(client.readUntil("}}")).contains("x-error-proxy").contains(named);
            assertThat(heads).isEmpty();
            client.write(POST);
            assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r @key=...abcd", "stream-end *", "slow delay=1ms", "r 1 @stream", "limit rpm=1000"})
    void aLargeBodyThatIsReadBeforeArrivesByteForByte(String command) throws Exception {
        byte[] bytes = new byte[2 << 20];
        new Random(3).nextBytes(bytes);
        String body = new String(bytes, StandardCharsets.ISO_8859_1);
        CompletableFuture<String> received = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    String head = connection.readHead();
                    assertThat(head).contains("Content-Length: " + bytes.length + "\r\n");
                    received.complete(connection.read(bytes.length));
                    connection.write(ANSWER);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(command);
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            client.write(bytes);
            assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(received.get(10, TimeUnit.SECONDS).equals(body)).isTrue();
        }
    }

    @Test
    void ofABodyTooLongToBeReadBeforeNothingIsLost() throws Exception {
        byte[] block = new byte[1 << 20];
        new Random(5).nextBytes(block);
        int blocks = ReadRequest.MOST_BYTES / block.length + 2;
        String expected = new String(block, StandardCharsets.ISO_8859_1);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    for (int i = 0; i < blocks; i++) {
                        if (!connection.read(block.length).equals(expected)) {
                            return;
                        }
                    }
                    connection.write(ANSWER);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end *");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + (long) blocks * block.length + "\r\n\r\n");
            for (int i = 0; i < blocks; i++) {
                client.write(block);
            }
            assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
        }
    }

    @Test
    void aLargeBodyIsTakenBeforeTheInjectedAnswer() throws Exception {
        byte[] bytes = new byte[2 << 20];
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("r");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            client.write(bytes);
            assertThat(client.readHead()).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void aChunkedBodyThatIsReadBeforeStaysChunkedAndKeepsItsTrailers() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    String head = connection.readHead();
                    received.complete(head + connection.readUntil("\r\n\r\n"));
                    connection.write(ANSWER);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end *");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\nX-Sum: 7\r\n\r\n");
            assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
            assertThat(received.get(10, TimeUnit.SECONDS))
                    .contains("Transfer-Encoding: chunked\r\n")
                    .contains("{\"a\":1}")
                    .contains("0\r\nX-Sum: 7\r\n");
        }
    }

    @Test
    void aClientThatWaitsToBeAskedForItsBodyIsAskedWhereSomethingIsArmed() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    received.complete(connection.read(2));
                    connection.write(ANSWER);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end *");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.write("{}");
            assertThat(client.readUntil("ok")).isEqualTo(ANSWER);
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("{}");
        }
    }

    @Test
    void aClientThatLeavesInABodyThatIsReadBeforeReachesNobody() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(ANSWER, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command("r *");
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf");
            }
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(POST);
                assertThat(client.readHead()).startsWith("HTTP/1.1 429 ");
            }
            assertThat(heads).isEmpty();
        }
    }

    /** What the line is too narrow for yet is read already, or the leave could not be seen behind it. */
    @Test
    void aLeaveBeforeANarrowUploadIsThroughIsSeenAtOnce() throws Exception {
        try (RawUpstream upstream = new RawUpstream(RawUpstream.Connection::readToEnd);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command("throttle rate=1kb/s");
            RawUpstream.Connection client = proxy.connect();
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n");
            client.write(new byte[500_000]).close();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    @Test
    void aCallWhoseBodyNeverComesIsNotedToo() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null)) {
            proxy.command("r");
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{}");
            }
            assertThat(proxy.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
            assertThat(proxy.command("status")).anyMatch(line -> line.contains("1 remaining"));
        }
    }
}
