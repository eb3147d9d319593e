package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client writes, only the configured upstream is called, and only it sees the key. */
class NoOpenRelayTest {

    private static final String KEY = "Authorization: Bearer sk-secret\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Sends the request and one more, with ELSEWHERE for another server, and returns all that the upstream saw. */
    private static String seen(String request, String base, String answer) throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(answer);
                RecordingUpstream elsewhere = new RecordingUpstream(OK)) {
            try (ProxyFixture proxy = new ProxyFixture(URI.create(upstream.address() + base));
                    RawUpstream.Connection client = proxy.connect()) {
                client.write(request.replace("ELSEWHERE", elsewhere.authority())
                        + "GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                client.readToEnd();
            }
            assertThat(elsewhere.messages()).isEmpty();
            return String.join("", upstream.messages()).replace(elsewhere.authority(), "ELSEWHERE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//ELSEWHERE/x",
                "///ELSEWHERE/x",
                "/@ELSEWHERE/x",
                "/:@ELSEWHERE/x",
                "/\\ELSEWHERE/x",
                "/\\\\ELSEWHERE/x",
                "/http://ELSEWHERE/x",
                "/x?http://ELSEWHERE/",
                "/?@ELSEWHERE/",
                "/v1/..//ELSEWHERE/x",
                "/v1/%2e%2e//ELSEWHERE/x",
                "/%2F%2FELSEWHERE/x",
                "/%40ELSEWHERE/x",
                "/;@ELSEWHERE/x"
            })
    void noPathNamesAnotherHost(String path) throws Exception {
        for (String prefix : new String[] {"", "/plain"}) {
            for (String base : new String[] {"", "/base"}) {
                assertThat(seen("GET " + prefix + path + " HTTP/1.1\r\nHost: localhost\r\n" + KEY + "\r\n", base, OK))
                        .startsWith("GET " + base + path + " HTTP/1.1\r\n")
                        .containsOnlyOnce(KEY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://ELSEWHERE/x HTTP/1.1\r\nHost: ELSEWHERE\r\n",
                "GET http://ELSEWHERE/x HTTP/1.0\r\nConnection: keep-alive\r\n",
                "GET https://ELSEWHERE/x HTTP/1.1\r\nHost: ELSEWHERE\r\n",
                "GET /x HTTP/1.1\r\nHost: ELSEWHERE\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: ELSEWHERE\r\nForwarded: host=ELSEWHERE\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nX-Original-URL: http://ELSEWHERE/\r\n"
            })
    void noHostOrTargetLeadsElsewhere(String head) throws Exception {
        assertThat(seen(head + KEY + "\r\n", "", OK))
                .startsWith("GET /x HTTP/1.1\r\n")
                .doesNotContain("\nHost: ELSEWHERE")
                .containsOnlyOnce(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://localhost@ELSEWHERE/x HTTP/1.1\r\nHost: ELSEWHERE\r\n",
                "GET http://ELSEWHERE/x HTTP/1.1\r\nHost: localhost\r\n",
                "GET /..//ELSEWHERE/x HTTP/1.1\r\nHost: localhost\r\n",
                "GET /%2e%2e//ELSEWHERE/x HTTP/1.1\r\nHost: localhost\r\n",
                "GET @ELSEWHERE/x HTTP/1.1\r\nHost: localhost\r\n",
                "GET ELSEWHERE/x HTTP/1.1\r\nHost: localhost\r\n",
                "GET \\\\ELSEWHERE/x HTTP/1.1\r\nHost: localhost\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost@ELSEWHERE\r\n",
                "CONNECT ELSEWHERE HTTP/1.1\r\nHost: ELSEWHERE\r\n",
                "CONNECT ELSEWHERE HTTP/1.0\r\n"
            })
    void whatCouldIsRefused(String head) throws Exception {
        assertThat(seen(head + KEY + "\r\n", "", OK)).doesNotContain(KEY, "/x");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsArePassedOnAndNotFollowed(int status) throws Exception {
        try (RecordingUpstream elsewhere = new RecordingUpstream(OK);
                RecordingUpstream upstream = new RecordingUpstream("HTTP/1.1 " + status + " Go\r\nLocation: "
                        + elsewhere.address() + "/x\r\nContent-Length: 0\r\n\r\n")) {
            try (ProxyFixture proxy = new ProxyFixture(upstream.address());
                    RawUpstream.Connection client = proxy.connect()) {
                client.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + KEY + "\r\n");
                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 " + status + " Go\r\nLocation: " + elsewhere.address() + "/x\r\n");
            }
            assertThat(upstream.messages()).hasSize(1);
            assertThat(elsewhere.messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/base"})
    void anAsteriskIsTheUpstreamsWhateverItsBasePath(String base) throws Exception {
        assertThat(seen("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", base, OK))
                .startsWith("OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:");
    }
}
