package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** More connections than the process may have open files. */
@Tag("soak")
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
class DescriptorsSoakIT {

    private static final int OPEN_FILES = 256;
    private static final int FEW_FILES = 64;
    private static final int CONNECTIONS = 1_000;
    private static final String REQUEST = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void areRefusedWithOneWarningAndAllIsWellWhenTheyHaveGone() throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        try (WireUpstream upstream = new WireUpstream(DescriptorsSoakIT::answer);
                LoggedProxy proxy = start(upstream, OPEN_FILES)) {
            Proc proc = Proc.of(proxy);
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Wire wire = Wire.to(proxy.port());
                wires.add(wire);
            }
            long before = proc.processorMillis();
            TimeUnit.SECONDS.sleep(2);
            long used = proc.processorMillis() - before;
            int refused = 0;
            boolean answered = true;
            for (Wire wire : wires) {
                if (wire.isRefused()) {
                    refused++;
                } else {
                    answered = answered && isAnswered(wire);
                }
            }
            for (Wire wire : wires) {
                wire.close();
            }
            boolean well = Soak.becomes(() -> isAnswered(proxy.port()));
            LoggedProxy.Log log = proxy.quit();
            List<String> warnings = log.messages().stream()
                    .filter(line -> line.contains("WARNING"))
                    .toList();
            Soak.report(
                    "descriptors",
                    "%d connections tried with %d open files, %d refused, the others %s, %d ms of processor time in 2 s at the limit, then %s, %d warning"
                            .formatted(
                                    CONNECTIONS,
                                    OPEN_FILES,
                                    refused,
                                    answered ? "answered" : "left waiting",
                                    used,
                                    well ? "well" : "not well",
                                    warnings.size()));
            assertThat(refused).isBetween(CONNECTIONS - OPEN_FILES, CONNECTIONS - OPEN_FILES / 2);
            assertThat(answered).isTrue();
            assertThat(well).isTrue();
            assertThat(used).isLessThan(1_000);
            assertThat(warnings).singleElement().asString().contains("no file descriptor");
        }
    }

    /** Java needs descriptors of its own when it first closes a connection. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void mayBeTheFirstThatAProcessGets() throws Exception {
        assumeThat(Proc.isThere()).isTrue();
        try (WireUpstream upstream = new WireUpstream(DescriptorsSoakIT::answer);
                LoggedProxy proxy = start(upstream, FEW_FILES)) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < 2 * FEW_FILES; i++) {
                wires.add(Wire.to(proxy.port()));
            }
            Wire last = wires.get(wires.size() - 1);
            assertThat(Soak.becomes(() -> isRefused(last))).isTrue();
            for (Wire wire : wires) {
                wire.close();
            }
            assertThat(Soak.becomes(() -> isAnswered(proxy.port()))).isTrue();
            assertThat(proxy.quit().messages())
                    .filteredOn(line -> line.contains("WARNING"))
                    .singleElement()
                    .asString()
                    .contains("no file descriptor");
        }
    }

    private LoggedProxy start(WireUpstream upstream, int openFiles) throws Exception {
        return LoggedProxy.start(
                directory.resolve("log"),
                proxy("--upstream", upstream.insteadOf("openai")).logsJson().openFiles(openFiles));
    }

    private static void answer(Wire wire) throws IOException {
        for (Wire.Head head = wire.readHead(); head != null; head = wire.readHead()) {
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
    }

    /** Returns whether a call is answered, be it that there is no descriptor left for it either. */
    private static boolean isAnswered(Wire wire) throws IOException {
        wire.write(REQUEST);
        try {
            Wire.Head head = wire.readHead();
            return head != null && (head.status() == 200 || head.status() == 502);
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static boolean isRefused(Wire wire) {
        try {
            return wire.isRefused();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAnswered(int port) {
        try (Wire wire = Wire.to(port)) {
            wire.write(REQUEST);
            Wire.Head head = wire.readHead();
            return head != null && head.status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
