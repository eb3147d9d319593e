package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the calls that are under way when the proxy stops. */
@Timeout(60)
class StopTest {

    /** Longer than Jetty leaves a connection that nothing moves on. */
    private static final long PAUSE_MILLIS = 1500;

    @Test
    void aCallWhoseClientPausesIsServed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream(connection -> {
            String head = connection.readHead();
            begun.countDown();
            connection.skipBody(head);
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").readToEnd();
        })) {
            ProxyFixture proxy = new ProxyFixture(upstream.address());
            try (RawUpstream.Connection client = proxy.connect();
                    RawUpstream.Connection idle = proxy.connect()) {
                client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                Thread.sleep(PAUSE_MILLIS);
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(proxy::close);
                assertThat(idle.readToEnd()).isEmpty();
                assertThat(stopped).isNotDone();
                assertThat(client.write("dy").readToEnd())
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .endsWith("\r\n\r\nok");
                stopped.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void callsHaveAsLongAsTheManualSays() {
        assertThat(ProxyServer.GRACE).isEqualTo(Duration.ofSeconds(5));
    }

    /** The answer ends later than a hasty stop would wait for it. */
    @Test
    void aCallThatEndsSecondsLaterIsWhole() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbo");
            stopping.await();
            Thread.sleep(3000);
            connection.write("dy").readToEnd();
        })) {
            ProxyFixture proxy = new ProxyFixture(upstream.address());
            try (RawUpstream.Connection client = proxy.connect();
                    RawUpstream.Connection idle = proxy.connect()) {
                client.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\nbo");
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(proxy::close);
                assertThat(idle.readToEnd()).isEmpty();
                stopping.countDown();
                assertThat(client.readToEnd()).isEqualTo("dy");
                assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
                stopped.get(20, TimeUnit.SECONDS);
            }
        }
    }

    /** It takes the end of the connection for that of the answer, if it is no reset. */
    @Test
    void anAnswerToAnOldClientThatDoesNotEndInTimeSeemsNotComplete() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT)) {
            ProxyFixture proxy = stream.proxy();
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write("POST /x HTTP/1.0\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
                client.readUntil("HTTP/1.1 200 ");
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(proxy::close);
                Heard heard = Heard.by(client);
                assertThat(heard.body()).isEqualTo(LiveStream.all());
                assertThat(heard.end()).isEqualTo(Heard.End.RESET);
                assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.STOPPED);
                stopped.get(20, TimeUnit.SECONDS);
            }
        }
    }
}
