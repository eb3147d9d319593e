package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log goes to a pipe that nobody reads any more. */
@DisabledOnOs(OS.WINDOWS)
class StalledOutputIT {

    private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+)");
    private static final int CALLS = 1_000;
    private static final String CALL = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nx-long: "
            + "x".repeat(60_000) + "\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir
    private Path directory;

    /** All those heads together are far more than the heap. */
    @ParameterizedTest
    @ValueSource(strings = {"human", "json"})
    void holdsNoRequestsAndDoesNotKeepTheProxyFromEnding(String format) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        // Opened for both, since opening a pipe waits for the other side.
        try (RandomAccessFile log = new RandomAccessFile(pipe.toFile(), "rw");
                ProxyProcess proxy = proxy("--mode", "r *", "--log-format", format)
                        .jvmOptions(QuickStart.COMPILER, "-Xmx24m", "-XX:+UseSerialGC")
                        .output(Redirect.to(pipe.toFile()))
                        .launch()) {
            try (Wire wire = Wire.to(awaitPort(log))) {
                for (int i = 0; i < CALLS; i++) {
                    wire.write(CALL);
                    Wire.Head head = wire.readHead();
                    assertThat(head.status()).isEqualTo(429);
                    wire.readBody(head);
                }
            }
            proxy.terminate();

            assertThat(proxy.awaitExit()).isEqualTo(143);
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    private static int awaitPort(RandomAccessFile log) throws Exception {
        while (true) {
            Matcher listening = LISTENING.matcher(log.readLine());
            if (listening.find()) {
                return Integer.parseInt(listening.group(1));
            }
        }
    }
}
