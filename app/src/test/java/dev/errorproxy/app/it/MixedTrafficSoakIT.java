package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every kind of error in turns, under calls of all sizes and shapes as fast as they go. */
@Tag("soak")
@Isolated
class MixedTrafficSoakIT {

    /**
     * A command that is typed in the middle of the traffic.
     *
     * @param injected tells what it does to a call from the upstream's answers
     */
    private record Armed(String command, Predicate<Got> injected) {}

    /** What is armed, one after the other: every kind of error has a line. */
    private static final List<Armed> ARMED = List.of(
            new Armed("c 20%", Got::isMarked),
            new Armed("r 20%", Got::isMarked),
            new Armed("u 20%", Got::isMarked),
            new Armed("n", got -> false));

    private static final List<String> PATHS = List.of(
            "/openai/v1/chat/completions",
            "/anthropic/v1/messages",
            "/google/v1beta/models/gemini-2.5-pro:generateContent",
            "/openrouter/api/v1/chat/completions",
            "/tetrate/v1/chat/completions",
            "/databricks/serving-endpoints/one/invocations");

    private static final int CLIENTS = 16;

    /**
     * What a client got.
     *
     * @param head null where no head came
     * @param body null where it broke off
     */
    private record Got(Wire.Head head, byte[] body) {

        boolean isMarked() {
            return body != null && head.has("x-error-proxy", "injected");
        }

        String outcome(boolean injected) {
            return (injected ? "injected " : "forwarded ") + (head == null ? "null" : head.status());
        }
    }

    private final AtomicLong seeds = new AtomicLong();
    private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Soak.Count count = new Soak.Count();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyAnswerIsTheUpstreamsOrInjectedAndTheLogHasThemAll() throws Exception {
        Duration time = Soak.share(0.35);
        try (WireUpstream upstream = WireUpstream.ofDialogues();
                LoggedProxy proxy = LoggedProxy.start(directory.resolve("log"), command(upstream))) {
            long deadline = System.nanoTime() + time.toNanos();
            Thread operator = new Thread(() -> armInTurns(proxy, deadline), "operator");
            operator.start();
            Soak.inThreads(CLIENTS, () -> {
                talk(proxy.port(), deadline);
                return null;
            });
            operator.join();
            LoggedProxy.Log log = proxy.quit();

            Map<String, Long> seen = new TreeMap<>();
            outcomes.forEach((outcome, number) -> seen.put(outcome, number.sum()));
            Soak.report("mixed traffic", count + " " + seen);
            assertThat(count.lost()).as(count.toString()).isZero();
            assertThat(log.calls()).isEqualTo(seen);
            assertThat(log.handled()).isEqualTo(count.all());
            assertThat(log.messages()).noneMatch(line -> line.contains("lost") || line.contains("WARNING"));
            assertThat(seen.keySet()).contains("forwarded 200", "injected 400", "injected 429", "injected 500");
        }
    }

    private static ProxyCommand command(WireUpstream upstream) {
        List<String> options = PATHS.stream()
                .flatMap(path -> List.of("--upstream", upstream.insteadOf(path.split("/")[1])).stream())
                .toList();
        return proxy(options.toArray(String[]::new)).logsJson().jvmOptions("-Xmx256m");
    }

    private static void armInTurns(LoggedProxy proxy, long deadline) {
        Duration turn = Duration.ofMillis(500);
        for (int i = 0; System.nanoTime() < deadline; i++) {
            proxy.process().type(ARMED.get(i % ARMED.size()).command());
            try {
                Thread.sleep(turn.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void talk(int port, long deadline) throws IOException {
        Wire wire = Wire.to(port);
        while (System.nanoTime() < deadline) {
            Dialogue dialogue = Dialogue.of(seeds.incrementAndGet());
            Got got = exchange(wire, dialogue);
            check(dialogue, got);
            if (got.body() == null || dialogue.lastOnConnection()) {
                wire.close();
                wire = Wire.to(port);
            }
        }
        wire.close();
    }

    private static Got exchange(Wire wire, Dialogue dialogue) {
        Wire.Head head = null;
        try {
            dialogue.ask(wire, PATHS.get((int) (dialogue.seed() % PATHS.size())));
            head = wire.readHead();
            return new Got(head, head == null ? null : wire.readBody(head));
        } catch (IOException e) {
            return new Got(head, null);
        }
    }

    private void check(Dialogue dialogue, Got got) {
        count.tried();
        boolean injected = ARMED.stream().anyMatch(armed -> armed.injected().test(got));
        outcomes.computeIfAbsent(got.outcome(injected), outcome -> new LongAdder())
                .increment();
        boolean whole =
                got.body() != null && got.head().status() == 200 && Arrays.equals(got.body(), dialogue.answerBody());
        if (!injected && !whole) {
            count.lost(dialogue + " got " + got.head() + (got.body() == null ? ", broken off" : ""));
        }
    }
}
