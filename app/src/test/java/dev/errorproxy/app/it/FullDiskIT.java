package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log goes where nothing more can be written. */
@EnabledIf("hasFullDevice")
class FullDiskIT {

    private static final File FULL = new File("/dev/full");

    static boolean hasFullDevice() {
        return FULL.exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "json"})
    void isAWarningOnceAndCallsAreAnswered(String format) throws Exception {
        int port = freePort();
        try (ProxyProcess proxy = proxy("--offline", "--port", String.valueOf(port), "--log-format", format)
                .withConsole()
                .output(Redirect.to(FULL))
                .launch()) {
            awaitListener(port);
            for (int i = 0; i < 3; i++) {
                proxy.type("status");
                HttpResponse<String> answer = Http.get(
                        URI.create("http://127.0.0.1:" + port + "/openai/v1/models"), "Authorization", "Bearer any");
                assertThat(answer.statusCode()).isEqualTo(200);
            }
            proxy.type("q");

            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.errors().all())
                    .singleElement()
                    .asString()
                    .isEqualTo("Warning: standard output can't be written to, so lines of it are lost.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private static void awaitListener(int port) throws Exception {
        long deadline = System.nanoTime() + Lines.DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (ConnectException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("Nobody listens");
    }
}
