package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.domain.simulation.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulated providers answer over HTTP, at the pace that they are given, and the proxy forwards to them as to any. */
class SimulatorServerTest {

    private static final Pace AT_ONCE = new Pace(Duration.ZERO, 0);
    private static final Simulator ECHO = (call, body, tokens) ->
            SimulatedAnswer.of(Reply.json(200, "{\"path\":\"" + call.path() + "\",\"body\":" + body.length + "}"), 5);

    private static SimulatorServer serving(Simulator simulator, Pace pace) throws IOException {
        SimulatorServer server = new SimulatorServer(Map.of("acme", simulator), pace, 7);
        server.open();
        server.start();
        return server;
    }

    @Test
    void answersBelowItsNameThroughTheProxy() throws Exception {
        SimulatorServer server = serving(ECHO, AT_ONCE);
        try (ProxyFixture proxy = new ProxyFixture(server.address("acme"));
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /v1/a%2Fb HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.readUntil("}"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/json\r\n")
                    .endsWith("{\"path\":\"/v1/a%2Fb\",\"body\":3}");
        } finally {
            server.stop();
        }
    }

    @Test
    void refusesAnEnormousBodyOnceItHasCome() throws Exception {
        SimulatorServer server = serving(ECHO, AT_ONCE);
        try (RawUpstream.Connection client =
                RawUpstream.Connection.to(server.address("acme").getPort())) {
            int length = ReadRequest.MOST_BYTES + (20 << 20);
            client.write("POST /acme/x HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
            client.write(new byte[length]);
            assertThat(client.readHead()).startsWith("HTTP/1.1 413 ");
        } finally {
            server.stop();
        }
    }

    /** Jetty itself would wait for half a minute. */
    @Test
    void waitsForAClientThatPauses() throws Exception {
        SimulatorServer server = serving(ECHO, AT_ONCE);
        try (RawUpstream.Connection client =
                RawUpstream.Connection.to(server.address("acme").getPort())) {
            client.write("POST /acme/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
            Thread.sleep(Duration.ofSeconds(31).toMillis());
            assertThat(client.write("bc").readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        } finally {
            server.stop();
        }
    }

    @Test
    void takesAHeadAsLargeAsTheProxyDoes() throws Exception {
        SimulatorServer server = serving(ECHO, AT_ONCE);
        try (ProxyFixture proxy = new ProxyFixture(server.address("acme"));
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: x\r\nX: " + "f".repeat(60 * 1024) + "\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
        } finally {
            server.stop();
        }
    }

    @Test
    void takesItsTimeForTheFirstTokenAndForEachOther() throws Exception {
        List<Piece> pieces = new ArrayList<>(List.of(new Piece("begin;", 0)));
        for (int i = 0; i < 10; i++) {
            pieces.add(new Piece(i + ";", 1));
        }
        pieces.add(new Piece("end", 0));
        Simulator slow = (call, body, tokens) ->
                new SimulatedAnswer(200, List.of(new Header("Content-Type", "text/event-stream")), true, pieces);
        SimulatorServer server = serving(slow, new Pace(Duration.ofMillis(200), 50));
        try (RawUpstream.Connection client =
                RawUpstream.Connection.to(server.address("acme").getPort())) {
            long start = System.nanoTime();
            client.write("GET /acme/x HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readUntil("0;");
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
            client.readUntil("9;");
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(380).toNanos());
            client.readUntil("0\r\n\r\n");
        } finally {
            server.stop();
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("secret"),
                new StackOverflowError("secret"),
                new OutOfMemoryError("secret"),
                new NoClassDefFoundError("secret"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void namesNoStackTraceWhenASimulatorFailsAndLogsItOnce(Throwable failure) throws Exception {
        SimulatorServer server = serving((call, body, tokens) -> fail(failure), AT_ONCE);
        Logger log = Logger.getLogger(SimulatorHandler.class.getName());
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler listener = new Listener(records);
        log.addHandler(listener);
        try (RawUpstream.Connection client =
                RawUpstream.Connection.to(server.address("acme").getPort())) {
            client.write("GET /acme/x HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 500 ").doesNotContain("secret", "at dev.");
            client.write("GET /unknown/x HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 404 ");
            assertThat(records)
                    .filteredOn(found -> found.getThrown() == failure)
                    .hasSize(1);
        } finally {
            log.removeHandler(listener);
            server.stop();
        }
    }

    private static SimulatedAnswer fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @ParameterizedTest
    @CsvSource({"20000, X-Encoding", "20, Content-Encoding"})
    void answersFewLongPromptsAtOnceAndShortOnesMeanwhile(int length, String field) throws Exception {
        CountDownLatch counted = new CountDownLatch(1);
        AtomicInteger counting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Simulator counter = (call, body, tokens) -> {
            if (body.length > 0) {
                most.accumulateAndGet(counting.incrementAndGet(), Math::max);
                await(counted);
                counting.decrementAndGet();
            }
            return ECHO.answer(call, body, tokens);
        };
        SimulatorServer server = serving(counter, AT_ONCE);
        List<RawUpstream.Connection> clients = new ArrayList<>();
        try {
            int processors = Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < processors + 20; i++) {
                clients.add(RawUpstream.Connection.to(server.address("acme").getPort()));
                clients.get(i)
                        .write("POST /acme/long HTTP/1.1\r\nHost: x\r\n" + field + ": gzip\r\nContent-Length: " + length
                                + "\r\n\r\n" + "x".repeat(length));
            }
            for (int i = 0; i < 20; i++) {
                try (RawUpstream.Connection neighbour =
                        RawUpstream.Connection.to(server.address("acme").getPort())) {
                    neighbour.write("GET /acme/short HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertThat(neighbour.readHead()).startsWith("HTTP/1.1 200 ");
                }
            }
            counted.countDown();
            for (RawUpstream.Connection client : clients) {
                assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            }
            assertThat(most).hasValueBetween(1, processors);
        } finally {
            counted.countDown();
            for (RawUpstream.Connection client : clients) {
                client.close();
            }
            server.stop();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Listener extends Handler {

        private final List<LogRecord> records;

        Listener(List<LogRecord> records) {
            this.records = records;
        }

        @Override
        public void publish(LogRecord event) {
            records.add(event);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
