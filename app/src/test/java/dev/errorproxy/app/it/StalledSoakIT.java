package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Two thousand clients that neither read nor write any more, beside others that do. */
@Tag("soak")
@Isolated
class StalledSoakIT {

    private static final int READERS = 800;
    private static final int WRITERS = 600;
    private static final int HEADS = 600;
    private static final int REST = 10_000;
    private static final int LARGE = 64 * 1024 * 1024;
    private static final int PROBES = 4;
    /** Of the process, with the heap of 256 MiB that it is given. */
    private static final long MOST_MEBIBYTES = 640;

    /** The launcher's: where a heap this small is half full, G1 collects all the time. */
    private static final String[] JVM = {"-XX:+UseSerialGC", "-Xmn16m", "-Xmx256m"};

    private static final double MOST_SLOWER = 1.1;

    private static final String PROBE =
            "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
    private static final String READER = "POST /v1/large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
    private static final String WRITER =
            "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + 2 * REST + "\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";

    private final AtomicInteger held = new AtomicInteger();
    private final Soak.Count count = new Soak.Count();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void costBoundedMemoryAndSlowNobodyDown() throws Exception {
        try (WireUpstream upstream = new WireUpstream(this::answer)) {
            soak("stalled", upstream.insteadOf("openai"), JVM);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void costBoundedMemoryAndSlowNobodyDownOverHttp2() throws Exception {
        try (Http2Upstream upstream = new Http2Upstream(directory, this::answer)) {
            soak("stalled over HTTP/2", upstream.insteadOf("openai"), upstream.trusting(JVM));
        }
    }

    private void soak(String name, String upstream, String... jvmOptions) throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        ProxyCommand command = proxy("--upstream", upstream).logsJson().jvmOptions(jvmOptions);
        try (LoggedProxy crowded = LoggedProxy.start(directory.resolve("crowded"), command);
                LoggedProxy calm = LoggedProxy.start(directory.resolve("calm"), command)) {
            List<Wire> readers = open(crowded, READERS, READER, 0);
            List<Wire> writers = open(crowded, WRITERS, WRITER, REST);
            List<Wire> heads = open(crowded, HEADS, PROBE.substring(0, 40), 0);
            assertThat(Soak.becomes(() -> held.get() == READERS + WRITERS))
                    .as("all but the heads have reached the upstream")
                    .isTrue();

            List<Double> ratios = compare(crowded, calm);
            long memory = Proc.of(crowded).residentMebibytes();
            double median = ratios.get(ratios.size() / 2);
            double spread = ratios.get(3 * ratios.size() / 4) - ratios.get(ratios.size() / 4);
            for (Wire reader : readers) {
                check(reader, LARGE, "a reader");
            }
            for (Wire writer : writers) {
                writer.write(new byte[REST]);
                check(writer, 2, "a writer");
            }
            Soak.report(
                    name,
                    "%s; %d readers, %d writers, %d in their heads; %d MiB resident (%d MiB without them); a call beside them takes %.3f of one without, quartiles %.3f apart, in %d rounds"
                            .formatted(
                                    count,
                                    READERS,
                                    WRITERS,
                                    HEADS,
                                    memory,
                                    Proc.of(calm).residentMebibytes(),
                                    median,
                                    spread,
                                    ratios.size()));
            close(heads);
            close(readers);
            close(writers);
            assertThat(count.lost()).as(count.toString()).isZero();
            assertThat(memory).isLessThan(MOST_MEBIBYTES);
            // A median of so many rounds is itself known no better than that.
            assertThat(median).isLessThan(MOST_SLOWER + 2 * spread / Math.sqrt(ratios.size()));
        }
    }

    private void answer(Wire wire) throws IOException {
        for (Wire.Head head = wire.readHead(); head != null; head = wire.readHead()) {
            boolean probe = head.has("content-length", "2") && !head.start().contains("large");
            if (!probe) {
                held.incrementAndGet();
            }
            wire.readRequestBody(head);
            if (head.start().contains("large")) {
                wire.write(OK + LARGE + "\r\n\r\n");
                byte[] piece = new byte[64 * 1024];
                for (int sent = 0; sent < LARGE; sent += piece.length) {
                    wire.write(piece);
                }
            } else {
                wire.write(OK + "2\r\n\r\n{}");
            }
        }
    }

    private void answer(Request request, Response response) throws IOException {
        boolean large = request.getHttpURI().getPath().contains("large");
        if (large || request.getLength() > 2) {
            held.incrementAndGet();
        }
        Content.Source.consumeAll(request);
        response.getHeaders().add("content-type", "application/json").add("content-length", large ? LARGE : 2);
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            byte[] piece = large ? new byte[64 * 1024] : new byte[] {'{', '}'};
            for (int sent = 0; sent < (large ? LARGE : 2); sent += piece.length) {
                out.write(piece);
            }
        }
    }

    private List<Wire> open(LoggedProxy proxy, int number, String head, int bodyBytes) throws IOException {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Wire wire = Wire.narrow(proxy.port());
            wire.write(head);
            wire.write(new byte[bodyBytes]);
            wires.add(wire);
        }
        return wires;
    }

    private static void close(List<Wire> wires) throws IOException {
        for (Wire wire : wires) {
            wire.leave(true);
        }
    }

    /** A connection that goes on is served as if nothing had been. */
    private void check(Wire wire, int length, String who) {
        count.tried();
        try {
            Wire.Head head = wire.readHead();
            if (head == null || head.status() != 200 || !head.has("content-length", String.valueOf(length))) {
                count.lost(who + " got " + head);
            }
            wire.readExactly(2);
        } catch (IOException e) {
            count.lost(who + " got " + e);
        }
    }

    /** Returns how long a call takes at the one as a part of how long it takes at the other, in order of size. */
    private List<Double> compare(LoggedProxy crowded, LoggedProxy calm) throws Exception {
        Duration round = Duration.ofMillis(700);
        for (int i = 0; i < 4; i++) {
            time(crowded, round);
            time(calm, round);
        }
        long rounds = Math.max(9, Soak.share(0.25).dividedBy(round.multipliedBy(2)));
        List<Double> ratios = new ArrayList<>();
        for (long i = 0; i < rounds; i++) {
            double[] times = new double[2];
            for (int first : new int[] {0, 1}) {
                int which = (int) (first + i) % 2;
                times[which] = time(which == 0 ? crowded : calm, round);
            }
            ratios.add(times[0] / times[1]);
        }
        return ratios.stream().sorted().toList();
    }

    /** Returns the median of how long calls take one after the other, in nanoseconds. */
    private double time(LoggedProxy proxy, Duration round) throws Exception {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        long deadline = System.nanoTime() + round.toNanos();
        Soak.inThreads(PROBES, () -> {
            try (Wire wire = Wire.to(proxy.port())) {
                while (System.nanoTime() < deadline) {
                    long start = System.nanoTime();
                    wire.write(PROBE);
                    count.tried();
                    if (wire.readBody(wire.readHead()).length != 2) {
                        count.lost("a probe got something else");
                    }
                    times.add(System.nanoTime() - start);
                }
            }
            return null;
        });
        return times.stream()
                .mapToLong(Long::longValue)
                .sorted()
                .skip(times.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
