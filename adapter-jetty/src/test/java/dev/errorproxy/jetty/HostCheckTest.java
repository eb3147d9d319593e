package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Amount;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No web page gets at the proxy by a name of its own, and none is told that it may read an answer. */
class HostCheckTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<String> heads = new CopyOnWriteArrayList<>();

    private String answer(Settings settings, String request) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address(), settings);
                RawUpstream.Connection client = proxy.connect()) {
            return client.write(request).readToEnd();
        }
    }

    private static Settings loopback(String... allowed) {
        return new Settings(List.of(InetAddress.getLoopbackAddress()), 0, Duration.ofSeconds(20), List.of(allowed));
    }

    private static String get(String host) {
        return "GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8888",
                "LocalHost",
                "localhost.",
                "localhost.:1",
                "openai.localhost",
                "a.b.LOCALHOST.:80",
                "127.0.0.1",
                "127.0.0.1:8888",
                "127.255.0.9",
                "[::1]",
                "[::1]:8888",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void takesWhatCanOnlyBeThisMachine(String host) throws Exception {
        assertThat(answer(loopback(), get(host))).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8888",
                "localhost.evil.example",
                "evillocalhost",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io",
                "127.0.0.256",
                "127.0.0",
                "127.0.0.01",
                "128.0.0.1",
                "0.0.0.0",
                "192.168.0.1",
                "[::]",
                "[::2]",
                "[fe80::1]",
                "xn--lcalhost-54a",
                "localhost..",
                ".localhost",
                "a..localhost",
                "evil.example%00.localhost",
                "."
            })
    void refusesEveryOtherName(String host) throws Exception {
        assertThat(answer(loopback("proxy.test"), get(host))).matches("(?s)HTTP/1.1 4(00|21) .*");
        assertThat(heads).isEmpty();
    }

    @Test
    void saysHowTheNameWouldBeTaken() throws Exception {
        assertThat(answer(loopback(), get("proxy.test:8888")))
                .startsWith("HTTP/1.1 421 Misdirected Request\r\n")
                .contains("Content-Type: application/json\r\n", "x-error-proxy: request-error\r\n")
                .contains("localhost", "--allow-host proxy.test.\"")
                .doesNotContainIgnoringCase("access-control");
    }

    @Test
    void repeatsNoNameThatIsLongerThanNamesAre() throws Exception {
        assertThat(answer(loopback(), get("a".repeat(254))))
                .startsWith("HTTP/1.1 421 Misdirected Request\r\n")
                .contains("--allow-host NAME.\"")
                .doesNotContain("aaa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.test", "PROXY.test:8888", "proxy.test.", "[fe80::1]"})
    void takesTheNamesThatTheUserGave(String host) throws Exception {
        assertThat(answer(loopback("other.test", "Proxy.Test", "[FE80::1]"), get(host)))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void takesAnyNameWhereOthersCanReachIt() throws Exception {
        Settings open = new Settings(List.of(InetAddress.getByName("0.0.0.0")), 0, Duration.ofSeconds(20), List.of());
        assertThat(answer(open, get("evil.example"))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void takesAnOldClientThatNamesNoHost() throws Exception {
        assertThat(answer(loopback(), "GET /x HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anAbsoluteTargetIsWhatCounts() throws Exception {
        assertThat(answer(loopback(), "GET http://evil.example/x HTTP/1.0\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(answer(loopback(), "GET http://evil.example/x HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(heads).isEmpty();
    }

    @Test
    void whatIsRefusedSpendsNoErrorAndIsReadToItsEnd() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering(OK, heads);
                ProxyFixture proxy = new ProxyFixture(upstream.address(), loopback());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.arm(Amount.ONCE);
            client.write("POST /x HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000000\r\n\r\n"
                    + "a".repeat(1_000_000));
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 421 ");
            client.write("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 429 ");
            assertThat(heads).isEmpty();
        }
    }

    @Test
    void aPreflightGetsNoWordFromTheProxy() throws Exception {
        String preflight =
                "OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                        + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n";
        assertThat(answer(loopback(), preflight)).doesNotContainIgnoringCase("access-control");
        assertThat(heads.get(0))
                .contains("Origin: https://evil.example\r\n", "Access-Control-Request-Method: POST\r\n");
    }

    @Test
    void anInjectedAnswerCanBeReadByNoPage() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null, loopback());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.arm(Amount.ONCE);
            client.write(
                    "POST /x HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
            assertThat(client.readHead()).startsWith("HTTP/1.1 429 ").doesNotContainIgnoringCase("access-control");
        }
    }
}
