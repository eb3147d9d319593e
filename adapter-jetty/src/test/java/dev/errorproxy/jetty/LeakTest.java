package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Outcome;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever leaves, and wherever in a call: every buffer goes back to the pool. */
class LeakTest {

    private static final Pattern HOLDERS =
            Pattern.compile("(\\d+) retain\\(s\\).*?(\\d+) release\\(s\\)", Pattern.DOTALL);

    private static final int CALLS = Integer.getInteger("leak.calls", 500);
    private static final int CLIENTS = 8;
    private static final int BODY = 40_000;
    private static final int SMALL = 100;
    /** More than the sockets on the way take, so that the proxy has to wait for its client. */
    private static final int LARGE = 6_000_000;

    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    @Timeout(300)
    void noBufferIsKept() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream(this::answer)) {
            // Its stop waits for the calls that have not heard yet that their client is gone.
            ProxyFixture proxy = new ProxyFixture(upstream.address(), Duration.ofSeconds(20), buffers);
            try (proxy) {
                proxy.arm(new Amount.Share(0.1));
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
                for (int i = 0; i < CLIENTS; i++) {
                    clients.execute(() -> callAll(proxy));
                }
                clients.shutdown();
                assertThat(clients.awaitTermination(280, TimeUnit.SECONDS)).isTrue();
            }
            proxy.outcomes.stream()
                    .filter(outcome -> outcome.ending() != Outcome.Ending.COMPLETED)
                    .forEach(outcome -> broken.incrementAndGet());
        }
        List<ArrayByteBufferPool.Tracking.TrackedBuffer> leaks = List.copyOf(buffers.getLeaks());
        assertThat(leaks.stream().filter(leak -> !isLeftByAnAbortedReceiver(leak)))
                .as(buffers::dumpLeaks)
                .isEmpty();
        // Seen: 3 to 14 of some 230 calls that somebody left. A leak for each of them would be ours.
        assertThat(leaks).hasSizeLessThanOrEqualTo(broken.get() / 8);
    }

    /**
     * Jetty 12.1.14's receiver does not give back the buffer that it reads into when its call is aborted while it reads; the
     * pool forgets such a buffer, and the garbage collector has it. It has no holder but the receiver: whoever retained it
     * has released it.
     */
    private static boolean isLeftByAnAbortedReceiver(ArrayByteBufferPool.Tracking.TrackedBuffer leak) {
        boolean receivers = Stream.of(leak.getAcquireStack().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("newNetworkBuffer"));
        Matcher counts = HOLDERS.matcher(leak.dump());
        return receivers && counts.find() && counts.group(1).equals(counts.group(2));
    }

    private void callAll(ProxyFixture proxy) {
        for (int seed = calls.incrementAndGet(); seed <= CALLS; seed = calls.incrementAndGet()) {
            try (RawUpstream.Connection client = proxy.connect()) {
                call(client, seed);
            } catch (IOException | RuntimeException e) {
                // The upstream left first.
            }
        }
    }

    /** Sends so much of the request, reads so much of the answer, and leaves. */
    private static void call(RawUpstream.Connection client, int seed) throws IOException {
        Random random = new Random(seed);
        if (random.nextBoolean()) {
            client.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        String head = "POST /x HTTP/1.1\r\nHost: x\r\nx-seed: " + seed + "\r\nContent-Length: " + BODY + "\r\n\r\n";
        byte[] body = new byte[BODY];
        switch (random.nextInt(5)) {
            case 0 -> client.write(head.substring(0, head.length() / 2));
            case 1 -> client.write(head).write(new byte[BODY / 2]);
            case 2 -> client.write(head).write(body);
            case 3 -> client.write(head).write(body).readHead();
            default -> {
                String answer = client.write(head).write(body).readHead();
                if (answer != null) {
                    client.skipBody(answer);
                }
            }
        }
    }

    /** Takes so much of the request, sends so much of the answer, and leaves or goes on. */
    private void answer(RawUpstream.Connection connection) throws IOException {
        for (String head = connection.readHead(); head != null; head = connection.readHead()) {
            Random random = new Random(head.indexOf("x-seed") < 0 ? 0 : head.hashCode());
            if (random.nextBoolean()) {
                connection.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            int far = random.nextInt(6);
            if (far == 0) {
                return;
            }
            connection.read(far == 1 ? BODY / 2 : BODY);
            if (far <= 2) {
                return;
            }
            int length = random.nextInt(4) == 0 ? LARGE : BODY;
            boolean chunked = random.nextBoolean();
            connection.write("HTTP/1.1 200 OK\r\n"
                    + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + length) + "\r\n\r\n");
            // Small pieces before a large one: the proxy gathers the ones, and may hold the other meanwhile.
            send(connection, chunked, SMALL, SMALL);
            send(connection, chunked, SMALL, SMALL);
            int rest = length - 2 * SMALL;
            send(connection, chunked, rest, far == 3 ? rest / 2 : rest);
            connection.write(chunked && far != 3 ? "0\r\n\r\n" : "");
            if (far == 3) {
                return;
            }
            connection.socket.setOption(StandardSocketOptions.SO_LINGER, -1);
        }
    }

    private static void send(RawUpstream.Connection connection, boolean chunked, int announced, int sent) {
        connection.write(chunked ? Integer.toHexString(announced) + "\r\n" : "");
        connection.write(new byte[sent]);
        connection.write(chunked && sent == announced ? "\r\n" : "");
    }
}
