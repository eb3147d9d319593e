package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose silence ends a call: the upstream's, and only while it is asked to speak or to listen. */
@Timeout(60)
class SilenceTest {

    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration LONGER = TIMEOUT.multipliedBy(3);
    private static final int LARGE = 8_000_000;
    private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final String POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static RawUpstream answering(String answer) throws IOException {
        return new RawUpstream(connection -> {
            connection.skipBody(connection.readHead());
            connection.write(answer).readToEnd();
        });
    }

    @Test
    void isNotTheUpstreamsWhileTheClientDoesNotRead() throws Exception {
        String body = "x".repeat(LARGE);
        try (RawUpstream upstream = answering(ok(body));
                ProxyFixture proxy = new ProxyFixture(upstream.address(), TIMEOUT);
                RawUpstream.Connection client = proxy.connect()) {
            client.write(GET).readHead();
            Thread.sleep(LONGER.toMillis());
            assertThat(client.read(LARGE)).isEqualTo(body);
            assertThat(proxy.outcome().ending()).isEqualTo(Outcome.Ending.COMPLETED);
        }
    }

    /** An upstream on a busy machine takes its time to answer; the line takes twice what it has. */
    @Test
    void isNotTheUpstreamsWhileTheLineIsNarrow() throws Exception {
        String pieces = "a\r\n0123456789\r\n".repeat(18);
        try (RawUpstream upstream =
                        answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces + "0\r\n\r\n");
                ProxyFixture proxy = new ProxyFixture(upstream.address(), Duration.ofSeconds(2));
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("throttle rate=40b/s");
            assertThat(client.write(POST).readUntil("\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(proxy.outcome().bytes()).isEqualTo(180);
        }
    }

    @Test
    void isNotTheUpstreamsWhileTheClientHoldsItsBodyBack() throws Exception {
        try (RawUpstream upstream = answering(ok("ok"));
                ProxyFixture proxy = new ProxyFixture(upstream.address(), TIMEOUT);
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
            Thread.sleep(LONGER.toMillis());
            assertThat(client.write("dy").readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void isTheUpstreamsOnceTheBodyIsThere() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.skipBody(connection.readHead());
                    read.countDown();
                    connection.readToEnd();
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address(), TIMEOUT);
                RawUpstream.Connection client = proxy.connect()) {
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo");
            Thread.sleep(TIMEOUT.toMillis());
            client.write("dy");
            assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 504 ").contains("is silent");
        }
    }

    @Test
    void isTheUpstreamsInTheMiddleOfItsAnswer() throws Exception {
        try (RawUpstream upstream = answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbo");
                ProxyFixture proxy = new ProxyFixture(upstream.address(), TIMEOUT);
                RawUpstream.Connection client = proxy.connect()) {
            assertThat(client.write(GET).readToEnd()).endsWith("\r\n\r\nbo");
            assertThat(proxy.outcome().detail()).contains("is silent");
        }
    }
}
