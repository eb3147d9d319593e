package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errorproxy.domain.injection.Outcome;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes go on as they come, in both directions, and no faster than they are taken. */
class StreamingTest {

    private static final String SSE_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    @Test
    void anEventArrivesBeforeTheNextOneIsSent() throws Exception {
        Semaphore arrived = new Semaphore(0);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.skipBody(connection.readHead());
                    connection.write(SSE_HEAD);
                    for (int i = 0; i < 100; i++) {
                        connection.write(chunk("data: " + i + "\n\n"));
                        assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                    }
                    connection.write("0\r\n\r\n");
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 100; i++) {
                assertThat(client.readUntil("\n\n")).contains("data: " + i + "\n");
                arrived.release();
            }
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
            Outcome outcome = proxy.outcome();
            assertThat(outcome.events()).hasValue(100);
            assertThat(outcome.ending()).isEqualTo(Outcome.Ending.COMPLETED);
        }
    }

    @Test
    @Timeout(60)
    void theTenThousandthEventIsAsQuickAsTheFirst() throws Exception {
        int events = 10_000;
        Semaphore arrived = new Semaphore(0);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.skipBody(connection.readHead());
                    connection.write(SSE_HEAD);
                    for (int i = 0; i < events; i++) {
                        connection.write(chunk("data: " + i + "\n\n"));
                        assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                    }
                    connection.write("0\r\n\r\n");
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            client.readHead();
            for (int i = 0; i < events; i++) {
                client.readUntil("data: " + i + "\n\n");
                arrived.release();
            }
            assertThat(proxy.outcome().events()).hasValue(events);
        }
    }

    @ParameterizedTest
    @CsvSource({"X-Encoding, true", "Content-Encoding, false"})
    void eventsAreCountedWhereTheyCanBeSeen(String field, boolean counted) throws Exception {
        String head = SSE_HEAD.replace("\r\n\r\n", "\r\n" + field + ": br\r\n\r\n");
        try (RawUpstream upstream =
                        RawUpstream.answering(head + chunk("data: 1\n\n") + "0\r\n\r\n", new CopyOnWriteArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("0\r\n\r\n");
            assertThat(proxy.outcome().events()).isEqualTo(counted ? OptionalLong.of(1) : OptionalLong.empty());
        }
    }

    @Test
    void theHeadArrivesBeforeAnyByteOfABodyThatIsLate() throws Exception {
        CountDownLatch headSeen = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                    assertThat(headSeen.await(10, TimeUnit.SECONDS)).isTrue();
                    connection.write("ok");
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
            headSeen.countDown();
            assertThat(client.read(2)).isEqualTo("ok");
        }
    }

    @Test
    void aPieceOfTheRequestReachesTheUpstreamBeforeTheNextOneIsSent() throws Exception {
        Semaphore reached = new Semaphore(0);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    for (int i = 0; i < 20; i++) {
                        connection.readUntil("piece " + i);
                        reached.release();
                    }
                    connection.readUntil("0\r\n\r\n");
                    connection.write("HTTP/1.1 204 No Content\r\n\r\n");
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                client.write(chunk("piece " + i));
                assertThat(reached.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
            client.write("0\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void manyMebibytesPassUnchangedInBothDirections() throws Exception {
        byte[] body = new byte[24 << 20];
        new Random(7).nextBytes(body);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    String received = connection.read(body.length);
                    connection.write(
                            "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: " + body.length + "\r\n\r\n");
                    connection.write(received);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Encoding: zstd\r\nContent-Length: " + body.length
                    + "\r\n\r\n");
            client.write(body);
            assertThat(client.readHead()).contains("Content-Encoding: br\r\n");
            assertThat(client.read(body.length).getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(body);
            assertThat(proxy.outcome().bytes()).isEqualTo(body.length);
        }
    }

    @Test
    void aReaderThatStopsStopsTheUpstream() throws Exception {
        long offered = 1L << 30;
        AtomicLong taken = new AtomicLong();
        CountDownLatch stalled = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + offered + "\r\n\r\n");
                    byte[] block = new byte[64 * 1024];
                    watchForStall(taken::get, stalled);
                    while (taken.get() < offered) {
                        connection.write(block);
                        taken.addAndGet(block.length);
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            // With so much behind the request, only a write can tell that the client has left.
            client.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\nGET /" + "y".repeat(50_000));
            client.readHead();
            assertThat(stalled.await(20, TimeUnit.SECONDS)).isTrue();
            // Four socket buffers of the operating system, some MiB each, hold the rest: not a gigabyte.
            assertThat(taken.get()).isLessThan(64L << 20);
            client.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            client.socket.close();
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
        }
    }

    @Test
    void anUpstreamThatDoesNotReadHearsAtOnceThatTheClientLeft() throws Exception {
        byte[] body = new byte[16 << 20];
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    watchForStall(connection.socket.getInputStream()::available, stalled);
                    left.await();
                    try {
                        rest.complete(connection.readToEnd());
                    } catch (IOException e) {
                        rest.completeExceptionally(e);
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command("stream-end delay=1ms"); // So that the body has been read when the upstream gets it.
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n");
                client.write(body);
                assertThat(stalled.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.CLIENT_GONE);
            left.countDown();
            assertThatThrownBy(() -> rest.get(20, TimeUnit.SECONDS)).hasMessageContaining("reset");
        }
    }

    /** Seconds in a row, of which a busy machine may need some to go on. */
    private static void watchForStall(Callable<? extends Number> taken, CountDownLatch stalled) {
        Thread watcher = new Thread(() -> {
            try {
                long before = 0;
                for (int still = 0; still < 3; ) {
                    Thread.sleep(1000);
                    long now = taken.call().longValue();
                    still = now == before && now > 0 ? still + 1 : 0;
                    before = now;
                }
                stalled.countDown();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        watcher.setDaemon(true);
        watcher.start();
    }
}
