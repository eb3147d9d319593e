package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream says before its answer. */
@Timeout(60)
class InterimResponsesTest {

    private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static String heard(String said) throws Exception {
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write(said);
                    if (said.endsWith("ok")) {
                        connection.readToEnd();
                    }
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            String heard = client.write(GET).readUntil(said.endsWith("ok") ? "ok" : "}}");
            assertThat(proxy.outcomes.take().status()).isPresent();
            return heard;
        }
    }

    @Test
    void isHeardHoweverOftenItSaysSomething() throws Exception {
        assertThat(heard(HINTS + HINTS + OK)).isEqualTo(HINTS + HINTS + OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONTINUE, CONTINUE + CONTINUE, CONTINUE + CONTINUE + CONTINUE})
    void leaveToSendTheBodyThatNobodyAskedForGoesNoFurther(String leave) throws Exception {
        assertThat(heard(leave + OK)).isEqualTo(OK);
        assertThat(heard(leave + HINTS + leave + OK)).isEqualTo(HINTS + OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 103 Early",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n",
                "HTTP/1.1 100 Continue\r\nX:",
                "HTTP/1.1 103 Early Hints\r\nX : 1\r\n\r\n" + OK + "!",
                "HTTP/1.1 103 Early Hints\r\nX: a\r\n b\r\n\r\n" + OK + "!",
                "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + OK + "!"
            })
    void isNotTakenForTheAnswerWhereItBreaksOffOrMakesNoSense(String said) throws Exception {
        assertThat(heard(said)).startsWith("HTTP/1.1 502 Bad Gateway\r\n").contains("x-error-proxy: upstream-error");
    }
}
