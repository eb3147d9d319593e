package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An injected error reaches its client whole, however the request was sent. */
class InjectedAnswerTest {

    private static final String BODY = "{\"error\":\"slow down\"}";

    @Test
    void comesWithTheProvidersFieldsAndTheProxysMark() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            proxy.arm(Amount.ONCE);
            client.write("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readUntil(BODY))
                    .isEqualTo("HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nretry-after: 2\r\n"
                            + "x-error-proxy: injected\r\nContent-Length: 21\r\n\r\n" + BODY);
            Outcome outcome = proxy.outcome();
            assertThat(outcome.ending()).isEqualTo(Outcome.Ending.COMPLETED);
            assertThat(outcome.status()).hasValue(429);
            assertThat(outcome.bytes()).isEqualTo(BODY.length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, 20_000_000})
    void waitsForTheWholeBodySoThatNoBytesOfItAreLost(int length) throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null)) {
            proxy.arm(Amount.ALL);
            byte[] body = new byte[length];
            for (int i = 0; i < 10; i++) {
                try (RawUpstream.Connection client = proxy.connect()) {
                    client.write("POST /v1/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + length
                            + "\r\n\r\n");
                    client.write(body);
                    assertThat(client.readToEnd()).startsWith("HTTP/1.1 429 ").endsWith(BODY);
                }
            }
        }
    }

    @Test
    void has500sUsualPhrase() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("r status=500");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readHead()).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
        }
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            proxy.arm(Amount.ALL);
            String chunked =
                    "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n";
            for (int i = 0; i < 3; i++) {
                client.write(chunked);
                assertThat(client.readUntil(BODY)).startsWith("HTTP/1.1 429 ");
            }
        }
    }

    @Test
    void answersAClientThatWaitsForContinue() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null);
                RawUpstream.Connection client = proxy.connect()) {
            proxy.arm(Amount.ALL);
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.write("body");
            assertThat(client.readUntil(BODY)).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void hitsExactlyAHundredOfFiveHundredParallelRequests() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(500);
        try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.arm(new Amount.Times(100));
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> statuses = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                statuses.add(clients.submit(() -> {
                    try (RawUpstream.Connection client = proxy.connect()) {
                        start.await();
                        client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
                        return client.readHead().substring(9, 12);
                    }
                }));
            }
            start.countDown();
            List<String> seen = new ArrayList<>();
            for (Future<String> status : statuses) {
                seen.add(status.get());
            }
            assertThat(seen).hasSize(500).filteredOn("429"::equals).hasSize(100);
            assertThat(seen).filteredOn("200"::equals).hasSize(400);
            assertThat(heads).hasSize(400);
            assertThat(proxy.policy.describe()).isEqualTo("No error (pass through)");
        } finally {
            clients.shutdownNow();
        }
    }
}
