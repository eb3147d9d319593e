package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Calls to which nothing happens, on the upstream connections that struck, narrowed and deserted calls leave behind. */
@Tag("soak")
@Isolated
class NeighboursSoakIT {

    private static final int CLIENTS = 32;
    private static final int CALLS = 2 * Soak.leavers();
    private static final String EVENTS = "data: {}\n\n".repeat(2_500);
    private static final String LENGTH = String.valueOf(2 * EVENTS.length());
    private static final String HALF_AN_ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + LENGTH + "\r\n\r\n" + EVENTS;
    private static final String HEAP = "-Xmx256m";
    private static final String PATH = "/openai/v1/chat/completions";

    /** What a call brings along; one that is narrowed is the likeliest to end when its upstream has long been done. */
    private static final List<String> FAULTS = List.of(
            "n",
            "throttle rate=20mb/s",
            "throttle rate=20mb/s",
            "stream-end after=0",
            "stream-cut after=0",
            "stream-reset after=0",
            "stream-stall after=0 for=10ms",
            "cut after=1b",
            "cut after=20000b",
            "slow delay=5ms",
            "hang for=10ms",
            "reset",
            "close",
            "r");

    /**
     * What happens to a call.
     *
     * @param undisturbed nothing
     * @param clientLeaves after the request, in the answer, or, from 2 on, after it
     * @param upstreamLeaves at once, after half an answer, or, from 2 on, never
     * @param resets whether whoever leaves does so with a reset
     */
    private record Plan(
            long seed, boolean undisturbed, String fault, int clientLeaves, int upstreamLeaves, boolean resets) {

        static Plan of(long seed) {
            Random random = new Random(seed);
            boolean undisturbed = random.nextInt(3) == 0;
            String fault = FAULTS.get(random.nextInt(FAULTS.size()));
            int clientLeaves = random.nextInt(3);
            int upstreamLeaves = undisturbed ? 2 : random.nextInt(5);
            return new Plan(seed, undisturbed, fault, clientLeaves, upstreamLeaves, random.nextBoolean());
        }
    }

    private final AtomicLong seeds = new AtomicLong();
    private final Soak.Count count = new Soak.Count();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void takeNothingFromEachOther() throws Exception {
        try (WireUpstream upstream = new WireUpstream(NeighboursSoakIT::answer)) {
            soak("neighbours", upstream.insteadOf("openai"), HEAP);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void takeNothingFromEachOtherOverHttp2() throws Exception {
        try (Http2Upstream upstream = new Http2Upstream(directory, NeighboursSoakIT::answer)) {
            soak("neighbours over HTTP/2", upstream.insteadOf("openai"), upstream.trusting(HEAP));
        }
    }

    private void soak(String name, String upstream, String... jvmOptions) throws Exception {
        ProxyCommand command = proxy("--upstream", upstream).logsJson().jvmOptions(jvmOptions);
        try (LoggedProxy proxy = LoggedProxy.start(directory.resolve("log"), command)) {
            Soak.inThreads(CLIENTS, () -> {
                for (long seed = seeds.incrementAndGet(); seed <= CALLS; seed = seeds.incrementAndGet()) {
                    call(Plan.of(seed), proxy.port());
                }
                return null;
            });
            LoggedProxy.Log log = proxy.quit();
            Soak.report(name, "%s, beside %d others".formatted(count, CALLS - count.all()));
            assertThat(count.lost()).as(count.toString()).isZero();
            assertThat(log.messages()).noneMatch(line -> line.contains("WARNING"));
        }
    }

    private void call(Plan plan, int port) {
        if (!plan.undisturbed()) {
            disturb(plan, port);
            return;
        }
        count.tried();
        Dialogue dialogue = Dialogue.of(plan.seed());
        try (Wire wire = Wire.to(port)) {
            dialogue.ask(wire, PATH);
            Wire.Head head = wire.readHead();
            if (head == null || head.status() != 200 || !Arrays.equals(wire.readBody(head), dialogue.answerBody())) {
                count.lost(dialogue + " got " + (head == null ? "nothing" : head.start()));
            }
        } catch (IOException e) {
            count.lost(dialogue + " got " + e);
        }
    }

    private static void disturb(Plan plan, int port) {
        try (Wire wire = Wire.to(port)) {
            Dialogue.of(plan.seed()).ask(wire, PATH, "x-error-proxy: " + plan.fault() + "\r\n");
            Wire.Head head = plan.clientLeaves() == 0 ? null : wire.readHead();
            if (head != null && plan.clientLeaves() > 1) {
                wire.readBody(head);
            } else if (head != null && head.has("content-length", LENGTH)) {
                wire.readExactly(EVENTS.length() / 2);
            }
            wire.leave(plan.resets());
        } catch (IOException e) {
            // That is the fault, or the upstream's leave.
        }
    }

    private static void answer(Wire wire) throws IOException {
        boolean goesOn = true;
        for (Wire.Head head = wire.readHead(); goesOn && head != null; head = goesOn ? wire.readHead() : null) {
            Plan plan = Plan.of(Long.parseLong(head.fields().get(Dialogue.FIELD)));
            if (plan.undisturbed()) {
                goesOn = Dialogue.of(plan.seed()).keepUp(wire, head);
                continue;
            }
            wire.readRequestBody(head);
            wire.write(plan.upstreamLeaves() == 0 ? "" : HALF_AN_ANSWER);
            goesOn = plan.upstreamLeaves() > 1;
            if (goesOn) {
                wire.write(EVENTS);
            } else {
                wire.leave(plan.resets());
            }
        }
    }

    private static void answer(Request request, Response response) throws IOException {
        Dialogue dialogue = Dialogue.of(request);
        Plan plan = Plan.of(dialogue.seed());
        if (plan.undisturbed()) {
            dialogue.keepUp(request, response);
            return;
        }
        Content.Source.consumeAll(request);
        if (plan.upstreamLeaves() == 0) {
            throw new IOException("It leaves at once");
        }
        response.getHeaders().add("content-type", "text/event-stream").add("content-length", LENGTH);
        OutputStream out = Content.Sink.asOutputStream(response);
        out.write(EVENTS.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        if (plan.upstreamLeaves() == 1) {
            throw new IOException("It leaves in the middle");
        }
        out.write(EVENTS.getBytes(StandardCharsets.US_ASCII));
        out.close();
    }
}
