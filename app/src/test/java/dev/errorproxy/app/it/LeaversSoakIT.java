package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Clients and upstreams that leave at every stage, politely or not, in random combinations; who stays learns of it. */
@Tag("soak")
@Isolated
class LeaversSoakIT {

    private static final int CLIENTS = 32;
    private static final int WARM = 20;
    private static final int MOST_THREADS = 32;
    private static final Duration LATEST = Duration.ofSeconds(1);
    private static final int BODY = 50_000;
    private static final String HEAP = "-Xmx256m";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /** How far a side goes. */
    private enum Stage {
        HEAD,
        BODY,
        BEFORE_THE_ANSWER,
        IN_THE_ANSWER,
        STAYS
    }

    /**
     * Who leaves when.
     *
     * @param client how far the client goes in its request, and in its answer
     * @param upstream how far the upstream goes
     */
    private record Leave(long seed, Stage client, boolean clientResets, Stage upstream, boolean upstreamResets) {

        static Leave of(long seed) {
            Random random = new Random(seed);
            return new Leave(seed, stage(random), random.nextBoolean(), stage(random), random.nextBoolean());
        }

        private static Stage stage(Random random) {
            return Stage.values()[random.nextInt(Stage.values().length)];
        }

        boolean isOfNobody() {
            return client == Stage.STAYS && upstream == Stage.STAYS;
        }

        /** Returns whether a client that stays got what it is to get: its own answer, or an end that it sees. */
        boolean isRight(String got) {
            boolean refused = got.startsWith("502 ");
            return switch (upstream) {
                case STAYS -> got.equals(WHOLE);
                case IN_THE_ANSWER ->
                    refused || got.startsWith("java.io.EOFException") || got.startsWith("java.net.SocketException");
                default -> refused;
            };
        }

        void clientLeaves(Wire wire) throws IOException {
            wire.leave(clientResets);
        }

        void upstreamLeaves(Wire wire) throws IOException {
            wire.leave(upstreamResets);
        }

        /** Leaves, over HTTP/2, if this is the stage at which it does. */
        void upstreamLeavesIn(Stage stage) throws IOException {
            if (upstream == stage) {
                throw new IOException("The upstream leaves");
            }
        }
    }

    private static final String WHOLE = "the whole answer";
    private static final String NOTHING = "no answer";

    private final AtomicLong seeds = new AtomicLong();
    private final Map<Long, Long> left = new ConcurrentHashMap<>();
    private final Map<Long, Long> begun = new ConcurrentHashMap<>();
    private final Map<Long, Long> ended = new ConcurrentHashMap<>();
    private final Soak.Count count = new Soak.Count();

    @TempDir
    private Path directory;

    /** Waits for the last of the start, which has a socket of its own: a connection over TLS is not tried before. */
    private static void awaitTls(int port) throws IOException {
        try (Wire client = Wire.to(port)) {
            client.write("POST /anthropic/v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Length: 2\r\n\r\n{}");
            assertThat(client.readHead().start()).startsWith("HTTP/1.1 502 ");
            client.awaitLeave();
        }
    }

    /** Calls in which nobody leaves: what both ends do for the first time is not waited for later. */
    private static Void warmUp(int port) throws IOException {
        Leave plan = LongStream.iterate(-1, seed -> seed - 1)
                .mapToObj(Leave::of)
                .filter(Leave::isOfNobody)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < WARM; i++) {
            try (Wire wire = Wire.to(port)) {
                assertThat(ask(plan, wire)).isEqualTo(WHOLE);
            }
        }
        return null;
    }

    /** Returns the least of what is seen within a second, in which that connection is gone. */
    private static long fewest(LongSupplier figure) throws InterruptedException {
        long fewest = figure.getAsLong();
        for (int i = 0; i < 20; i++) {
            Thread.sleep(50);
            fewest = Math.min(fewest, figure.getAsLong());
        }
        return fewest;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void leaveNothingBehind() throws Exception {
        try (WireUpstream upstream = new WireUpstream(this::answer)) {
            soak("leavers", upstream.insteadOf("openai"), upstream::hangUp, HEAP);
        }
    }

    /** There an upstream leaves by a reset of the call's stream: its connection is that of others, too. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void leaveNothingBehindOverHttp2() throws Exception {
        try (Http2Upstream upstream = new Http2Upstream(directory, this::answer)) {
            soak("leavers over HTTP/2", upstream.insteadOf("openai"), upstream::close, upstream.trusting(HEAP));
        }
    }

    private void soak(String name, String openai, AutoCloseable connections, String... jvmOptions) throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        ProxyCommand command = proxy("--upstream", openai, "--upstream", "anthropic=https://127.0.0.1:1")
                .logsJson()
                .jvmOptions(jvmOptions);
        try (LoggedProxy proxy = LoggedProxy.start(directory.resolve("log"), command)) {
            awaitTls(proxy.port());
            Proc proc = Proc.of(proxy);
            long descriptors = fewest(proc::descriptors);
            long sockets = fewest(proc::sockets);
            Soak.inThreads(CLIENTS, () -> warmUp(proxy.port()));
            int most = Soak.leavers();
            Soak.inThreads(CLIENTS, () -> {
                for (long seed = seeds.incrementAndGet(); seed <= most; seed = seeds.incrementAndGet()) {
                    call(Leave.of(seed), proxy.port());
                }
                return null;
            });
            boolean ends = Soak.becomes(() -> ended.keySet().containsAll(begun.keySet()));
            connections.close();
            boolean closes = Soak.becomes(() -> proc.sockets() <= sockets && proc.descriptors() <= descriptors);

            long late = left.keySet().stream().filter(this::endedLate).count();
            Soak.report(
                    name,
                    "%s; upstream calls that outlived their client by more than %s: %d of %d, at most %d ms; sockets %d -> %d, files %d -> %d, threads of the pool %d"
                            .formatted(
                                    count,
                                    LATEST,
                                    late,
                                    left.keySet().stream()
                                            .filter(begun::containsKey)
                                            .count(),
                                    latest(),
                                    sockets,
                                    proc.sockets(),
                                    descriptors,
                                    proc.descriptors(),
                                    proc.threads("proxy-")));
            assertThat(count.lost()).as(count.toString()).isZero();
            assertThat(ends).as("every upstream call ended").isTrue();
            assertThat(late).isZero();
            assertThat(closes).as("nothing is left open").isTrue();
            assertThat(proc.threads("proxy-")).isLessThanOrEqualTo(MOST_THREADS);
            LoggedProxy.Log log = proxy.quit();
            assertThat(log.messages()).noneMatch(line -> line.contains("WARNING"));
        }
    }

    private boolean endedLate(long seed) {
        return begun.containsKey(seed) && ended.get(seed) - left.get(seed) > LATEST.toNanos();
    }

    private long latest() {
        return left.keySet().stream()
                .filter(begun::containsKey)
                .mapToLong(seed -> (ended.get(seed) - left.get(seed)) / 1_000_000)
                .max()
                .orElse(0);
    }

    private static byte[] body(long seed) {
        byte[] body = new byte[BODY];
        new Random(seed).nextBytes(body);
        return body;
    }

    private void call(Leave plan, int port) throws IOException {
        count.tried();
        String got = "";
        try (Wire wire = Wire.to(port)) {
            got = ask(plan, wire);
            if (plan.client() != Stage.STAYS) {
                left.put(plan.seed(), System.nanoTime());
                plan.clientLeaves(wire);
            }
        } catch (IOException e) {
            got = e.toString();
            if (plan.client() != Stage.STAYS) {
                left.put(plan.seed(), System.nanoTime());
            }
        }
        if (plan.client() == Stage.STAYS && !plan.isRight(got)) {
            count.lost(plan + " got " + got);
        }
    }

    /** Goes as far as the plan says, or as the upstream lets it; returns what it got. */
    private static String ask(Leave plan, Wire wire) throws IOException {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n" + Dialogue.FIELD + ": " + plan.seed()
                + "\r\nContent-Length: " + BODY + "\r\n\r\n";
        byte[] body = body(plan.seed());
        if (plan.client() == Stage.HEAD) {
            wire.write(head.substring(0, head.length() / 2));
            return NOTHING;
        }
        wire.write(head);
        if (plan.client() == Stage.BODY) {
            wire.write(body, 0, BODY / 2);
            return NOTHING;
        }
        wire.write(body);
        if (plan.client() == Stage.BEFORE_THE_ANSWER) {
            return NOTHING;
        }
        Wire.Head answer = wire.readHead();
        if (answer == null) {
            return NOTHING;
        }
        if (answer.status() != 200) {
            return answer.status() + " " + new String(wire.readBody(answer), StandardCharsets.UTF_8);
        }
        if (plan.client() == Stage.IN_THE_ANSWER) {
            wire.readExactly(BODY / 4);
            return NOTHING;
        }
        return Arrays.equals(wire.readBody(answer), body) ? WHOLE : "another body";
    }

    private void answer(Wire wire) throws IOException {
        for (Wire.Head head = wire.readHead(); head != null; head = wire.readHead()) {
            Leave plan = Leave.of(Long.parseLong(head.fields().get(Dialogue.FIELD)));
            begun.put(plan.seed(), System.nanoTime());
            try {
                if (!answer(wire, plan)) {
                    return;
                }
            } finally {
                ended.put(plan.seed(), System.nanoTime());
            }
        }
    }

    /** Goes as far as the plan says, or until the client's leave is heard of; returns whether the connection goes on. */
    private static boolean answer(Wire wire, Leave plan) throws IOException {
        if (plan.upstream() == Stage.HEAD) {
            plan.upstreamLeaves(wire);
            return false;
        }
        byte[] body = wire.readExactly(BODY / 4);
        if (plan.upstream() == Stage.BODY) {
            plan.upstreamLeaves(wire);
            return false;
        }
        byte[] rest = wire.readExactly(BODY - body.length);
        if (plan.upstream() == Stage.BEFORE_THE_ANSWER) {
            plan.upstreamLeaves(wire);
            return false;
        }
        if (plan.client() == Stage.BEFORE_THE_ANSWER) {
            wire.awaitLeave();
            return false;
        }
        body = Arrays.copyOf(body, BODY);
        System.arraycopy(rest, 0, body, BODY - rest.length, rest.length);
        wire.write(HEAD + "Content-Length: " + BODY + "\r\n\r\n");
        wire.write(body, 0, BODY / 2);
        if (plan.upstream() == Stage.IN_THE_ANSWER) {
            plan.upstreamLeaves(wire);
            return false;
        }
        if (plan.client() == Stage.IN_THE_ANSWER) {
            wire.awaitLeave();
            return false;
        }
        wire.write(body, BODY / 2, BODY - BODY / 2);
        return true;
    }

    private void answer(Request request, Response response) throws IOException {
        Leave plan = Leave.of(Long.parseLong(request.getHeaders().get(Dialogue.FIELD)));
        CountDownLatch left = new CountDownLatch(1);
        request.addFailureListener(reason -> left.countDown());
        begun.put(plan.seed(), System.nanoTime());
        try {
            answer(plan, request, response, left);
        } finally {
            ended.put(plan.seed(), System.nanoTime());
        }
    }

    private static void answer(Leave plan, Request request, Response response, CountDownLatch left) throws IOException {
        InputStream in = Content.Source.asInputStream(request);
        plan.upstreamLeavesIn(Stage.HEAD);
        byte[] body = in.readNBytes(BODY / 4);
        plan.upstreamLeavesIn(Stage.BODY);
        byte[] rest = in.readAllBytes();
        plan.upstreamLeavesIn(Stage.BEFORE_THE_ANSWER);
        if (plan.client() == Stage.BEFORE_THE_ANSWER) {
            await(left);
        }
        body = Arrays.copyOf(body, BODY);
        System.arraycopy(rest, 0, body, BODY - rest.length, rest.length);
        response.getHeaders().add("content-type", "application/json").add("content-length", BODY);
        OutputStream out = Content.Sink.asOutputStream(response);
        out.write(body, 0, BODY / 2);
        out.flush();
        plan.upstreamLeavesIn(Stage.IN_THE_ANSWER);
        if (plan.client() == Stage.IN_THE_ANSWER) {
            await(left);
        }
        out.write(body, BODY / 2, BODY - BODY / 2);
        out.close();
    }

    private static void await(CountDownLatch left) throws IOException {
        try {
            String how = left.await(1, TimeUnit.MINUTES) ? "left" : "should have left";
            throw new IOException("The client " + how);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
