package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Outcome;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request for which the upstream's kept connection turns out to be closed. */
class StaleConnectionTest {

    private static final int KEPT = 100;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";

    /** All at once, so that the news of most closes can't have been heard when the next request needs a connection. */
    @ParameterizedTest
    @ValueSource(strings = {GET, POST})
    void aRequestForAClosedConnectionTakesAnother(String request) throws Exception {
        takesAnother(request, RawUpstream::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, POST})
    void aRequestForAClosedEncryptedConnectionTakesAnother(String request) throws Exception {
        takesAnother(request, RawUpstream::encrypted);
    }

    private interface Upstreams {
        RawUpstream open(RawUpstream.Script script) throws Exception;
    }

    private static void takesAnother(String request, Upstreams upstreams) throws Exception {
        CountDownLatch toldToClose = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(KEPT);
        Semaphore arrived = new Semaphore(0);
        Semaphore answer = new Semaphore(0);
        try (RawUpstream upstream = upstreams.open(connection -> {
                    for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                        connection.skipBody(head);
                        boolean kept = toldToClose.getCount() > 0;
                        arrived.release();
                        answer.acquire();
                        connection.write(OK);
                        if (kept) {
                            toldToClose.await();
                            connection.close();
                            closed.countDown();
                        }
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            List<RawUpstream.Connection> clients = new ArrayList<>();
            for (int i = 0; i < KEPT; i++) {
                clients.add(proxy.connect().write(request));
            }
            assertThat(arrived.tryAcquire(KEPT, 20, TimeUnit.SECONDS)).isTrue();
            answer.release(2 * KEPT);
            for (RawUpstream.Connection client : clients) {
                assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
            }
            toldToClose.countDown();
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            clients.forEach(client -> client.write(request));
            for (RawUpstream.Connection client : clients) {
                assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
                client.close();
            }
        }
    }

    /** The upstream may have read it and acted on it: only the client can know whether it may be sent again. */
    @ParameterizedTest
    @CsvSource({"true, GET", "true, POST", "false, GET", "false, POST"})
    void aRequestThatMayHaveBeenSentIsNotSentAgain(boolean reset, String method) throws Exception {
        String request = method.equals("GET") ? GET : POST;
        AtomicInteger received = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.skipBody(connection.readHead());
                    received.incrementAndGet();
                    connection.write(OK);
                    connection.readUntil("\r\n");
                    received.incrementAndGet();
                    if (reset) {
                        connection.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            assertThat(client.write(request).readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(client.write(request).readUntil("}}")).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
            assertThat(received).hasValue(2);
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.UPSTREAM_ERROR);
        }
    }
}
