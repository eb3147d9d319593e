package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryIT {

    private static final int CALLS = 1_000;
    private static final long MOST_MEBIBYTES = 200;
    /** Long, so that there is something to collect after a few. */
    private static final String CALL = "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nx-long: "
            + "x".repeat(50_000) + "\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir
    private Path directory;

    /** With the collector that Java takes by itself, and the heap that it gives itself on a large machine. */
    @Test
    void isGivenBackWhenCallsHaveStopped() throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        try (WireUpstream upstream = new WireUpstream(MemoryIT::answer);
                LoggedProxy proxy = LoggedProxy.start(
                        directory.resolve("log"),
                        proxy("--upstream", upstream.insteadOf("openai"))
                                .logsJson()
                                .jvmOptions(
                                        QuickStart.COMPILER,
                                        "-XX:+UseG1GC",
                                        "-XX:InitialHeapSize=384m",
                                        "-XX:+AlwaysPreTouch"))) {
            assertThat(Proc.of(proxy).residentMebibytes()).isGreaterThan(2 * MOST_MEBIBYTES);
            try (Wire wire = Wire.to(proxy.port())) {
                for (int i = 0; i < CALLS; i++) {
                    wire.write(CALL);
                    wire.readBody(wire.readHead());
                }
            }
            assertThat(Soak.becomes(() -> Proc.of(proxy).residentMebibytes() < MOST_MEBIBYTES))
                    .as("resident MiB: " + Proc.of(proxy).residentMebibytes())
                    .isTrue();
            proxy.quit();
        }
    }

    private static void answer(Wire wire) throws IOException {
        for (Wire.Head head = wire.readHead(); head != null; head = wire.readHead()) {
            wire.readRequestBody(head);
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
    }
}
