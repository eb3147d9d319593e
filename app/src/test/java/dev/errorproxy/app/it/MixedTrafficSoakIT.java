package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.command.Grammar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every kind of error in turns, under calls of all sizes and shapes as fast as they go. */
@Tag("soak")
@Isolated
class MixedTrafficSoakIT {

    /** What a fault is armed with besides its share, where its defaults take too long or may find nothing to strike. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            entry("stream-error", "after=0"),
            entry("stream-end", "after=0"),
            entry("stream-cut", "after=0"),
            entry("stream-reset", "after=0"),
            entry("stream-stall", "after=0 for=20ms"),
            entry("stream-garbage", "after=0"),
            entry("stream-split", "after=20"),
            entry("stream-slow", "interval=1ms"),
            entry("stream-dup", "after=0"),
            entry("cut", "after=1b"),
            entry("hang", "for=20ms"),
            entry("slow", "delay=20ms"),
            entry("throttle", "rate=5mb/s"));

    /** Faults whose calls get the upstream's answer all the same. */
    private static final Set<String> UNSEEN =
            Set.of("stream-stall", "stream-split", "stream-slow", "hang", "slow", "throttle");

    /** What is armed, one after the other: a line for every kind of fault that the language has. */
    private static final List<String> ARMED = armed();

    private static List<String> armed() {
        List<String> commands = new ArrayList<>();
        for (String fault : Grammar.faults()) {
            commands.add(fault + " 20% " + OPTIONS.getOrDefault(fault, ""));
        }
        commands.add("limit rpm=600");
        commands.add("n");
        return commands;
    }

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

        /** Returns what the log must say of it. */
        String outcome(Dialogue dialogue) {
            if (head == null) {
                return "none";
            }
            String mark = head.fields().getOrDefault("x-error-proxy", "nothing");
            if (mark.equals("injected")) {
                return "injected " + head.status();
            }
            if (body != null && head.status() == 200 && Arrays.equals(body, dialogue.answerBody(isZipped()))) {
                return "forwarded 200";
            }
            return Grammar.faults().contains(mark) ? "struck" : "lost";
        }

        private boolean isZipped() {
            return head.has("content-encoding", "gzip");
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
        try (WireUpstream plain = WireUpstream.ofDialogues();
                Http2Upstream http2 = Http2Upstream.ofDialogues(directory);
                LoggedProxy proxy = LoggedProxy.start(directory.resolve("log"), command(plain, http2))) {
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
            assertThat(log.lines())
                    .as("a forwarded call without an answer")
                    .noneMatch(line -> outcome(line).equals("forwarded null"));
            assertThat(log.calls(MixedTrafficSoakIT::outcome)).isEqualTo(seen);
            assertThat(log.handled()).isEqualTo(count.all() - log.refused());
            assertThat(log.messages()).noneMatch(line -> line.contains("lost") || line.contains("WARNING"));
            assertThat(seen.keySet())
                    .contains("forwarded 200", "injected 400", "injected 429", "injected 500", "struck", "none");
        }
    }

    /** Sends one provider's calls over HTTP/2, which is slower at both ends. */
    private static ProxyCommand command(WireUpstream plain, Http2Upstream http2) {
        List<String> options = new ArrayList<>(List.of("--upstream", http2.insteadOf("openai")));
        PATHS.stream()
                .map(path -> path.split("/")[1])
                .filter(provider -> !provider.equals("openai"))
                .forEach(provider -> options.addAll(List.of("--upstream", plain.insteadOf(provider))));
        return proxy(options.toArray(String[]::new)).logsJson().jvmOptions(http2.trusting("-Xmx256m"));
    }

    private static void armInTurns(LoggedProxy proxy, long deadline) {
        Duration turn = Duration.ofMillis(300);
        for (int i = 0; System.nanoTime() < deadline; i++) {
            proxy.process().type(ARMED.get(i % ARMED.size()));
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
        String outcome = got.outcome(dialogue);
        outcomes.computeIfAbsent(outcome, one -> new LongAdder()).increment();
        if (outcome.equals("lost")) {
            count.lost(dialogue + " got " + got.head() + (got.body() == null ? ", broken off" : ""));
        }
    }

    /** Returns what a client must have seen of the call that a line of the log tells of. */
    private static String outcome(JsonNode line) {
        String fault = line.path("fault").asText().split(" ")[0];
        String status = line.path("status").asText();
        if (fault.isEmpty()
                || UNSEEN.contains(fault)
                || line.path("strike").asText().equals("missed")) {
            return "forwarded " + status;
        }
        if (fault.startsWith("stream-") || fault.equals("cut")) {
            return "struck";
        }
        return status.equals("null") ? "none" : "injected " + status;
    }
}
