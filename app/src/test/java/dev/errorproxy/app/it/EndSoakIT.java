package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Ends in the middle of everything. */
@Tag("soak")
@Isolated
class EndSoakIT {

    private static final int CALLS = 200;
    private static final int ENDLESS = 20;
    private static final String EVENT = "data: one event\n\n";
    private static final String CHUNK = Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n";

    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @TempDir
    private Path directory;

    /** Streams that end within the grace are whole; those that do not are broken off, and never look whole. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatIsInFlightWhenToldToEndIsFinishedOrVisiblyBroken() throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        Soak.Count count = new Soak.Count();
        try (WireUpstream upstream = new WireUpstream(this::stream);
                LoggedProxy proxy = LoggedProxy.start(
                        directory.resolve("log"),
                        proxy("--upstream", upstream.insteadOf("openai")).logsJson())) {
            List<Wire> calls = open(proxy.port(), CALLS, "/v1/ending");
            List<Wire> endless = open(proxy.port(), ENDLESS, "/v1/endless");
            assertThat(Soak.becomes(() -> begun.get() == CALLS + ENDLESS)).isTrue();

            proxy.process().terminate();
            assertThat(Soak.becomes(() -> refuses(proxy.port()))).isTrue();
            told.countDown();
            for (Wire call : calls) {
                count.tried();
                String body = new String(call.readBody(call.readHead()), StandardCharsets.US_ASCII);
                if (!body.equals(EVENT.repeat(3))) {
                    count.lost("a stream that ended in time came as " + body);
                }
            }
            for (Wire call : endless) {
                count.tried();
                if (isWhole(call)) {
                    count.lost("a stream that did not end came as a whole one");
                }
            }
            assertThat(proxy.process().awaitExit()).isEqualTo(128 + 15);
            LoggedProxy.Log log = proxy.readLog();
            Soak.report("told to end", CALLS + " calls in flight and " + ENDLESS + " without end: " + count);
            assertThat(count.lost()).as(count.toString()).isZero();
            assertThat(log.calls()).containsEntry("forwarded 200", (long) CALLS + ENDLESS);
        }
    }

    private void stream(Wire wire) throws IOException {
        Wire.Head head = wire.readHead();
        if (head == null) {
            return;
        }
        wire.readRequestBody(head);
        wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNK);
        begun.incrementAndGet();
        try {
            told.await();
        } catch (InterruptedException e) {
            return;
        }
        wire.write(CHUNK);
        if (head.start().contains("endless")) {
            wire.awaitLeave();
        } else {
            wire.write(CHUNK + "0\r\n\r\n");
        }
    }

    private static List<Wire> open(int port, int number, String path) throws IOException {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Wire wire = Wire.to(port);
            wire.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
            wires.add(wire);
        }
        return wires;
    }

    private static boolean refuses(int port) {
        try {
            Wire.to(port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isWhole(Wire call) throws IOException {
        try {
            call.readBody(call.readHead());
            return true;
        } catch (EOFException | SocketException e) {
            return false;
        }
    }

    /** Whatever the moment: each command in the file is one that was typed, in order, and the next start has them. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theHistoryIsWholeWhenKilled() throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        Path history = directory.resolve("provider-error-proxy").resolve("history");
        List<String> typed = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            try (Terminal terminal = Terminal.start(directory)) {
                terminal.awaitPrompt();
                for (int i = 0; i < 30; i++) {
                    typed.add("c " + (100 * (round + 1) + i));
                    terminal.type(typed.get(typed.size() - 1) + "\r");
                }
                terminal.await("(" + (100 * (round + 1) + 10 + round) + " remaining)");
            }
            List<String> kept = Files.readAllLines(history);
            assertThat(typed).startsWith(kept.toArray(String[]::new));
            assertThat(kept).hasSizeGreaterThan(typed.size() - 30);
            assertThat(Files.readString(history)).endsWith("\n");
            typed.clear();
            typed.addAll(kept);
        }
        try (Terminal terminal = Terminal.start(directory)) {
            terminal.awaitPrompt();
            terminal.type("\u001b[A");
            terminal.await(typed.get(typed.size() - 1));
        }
        Soak.report("killed", "3 times in the middle of 30 commands; " + typed.size() + " kept, none torn");
    }
}
