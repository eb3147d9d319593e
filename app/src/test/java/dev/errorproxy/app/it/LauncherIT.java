package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that the build makes beside the jar, on the Java that runs the tests. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    private static final String NAME = "provider-error-proxy";

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void copyWithoutAnArchive() throws IOException {
        Path built = Path.of(System.getProperty("proxy.jar"));
        jar = Files.copy(built, directory.resolve(NAME + ".jar"));
        Files.copy(built.resolveSibling(NAME), directory.resolve(NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC",
                "-XX:+UseG1GC",
                "-Xmx24m",
                "-XX:MaxHeapSize=24m",
                "-XX:+UseG1GC -Xmx24m"
            })
    void letsTheOptionsWin(String options) throws Exception {
        quits(launch(Map.of("JAVA_OPTS", options)));
    }

    @Test
    void letsTheEnvironmentsOwnOptionsChooseACollector() throws Exception {
        try (ProxyProcess proxy = launch(Map.of("JDK_JAVA_OPTIONS", "-XX:+UseParallelGC"))) {
            proxy.type("q");

            assertThat(proxy.awaitExit()).isZero();
        }
    }

    @Test
    void stillTellsWhatKeepsJavaFromStarting() throws Exception {
        try (ProxyProcess proxy = launch(Map.of("JAVA_OPTS", "-Xmx1m"))) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.errors().all().toString() + proxy.output().all()).contains("heap");
        }
    }

    private ProxyProcess launch(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(directory.resolve(NAME).toString(), "--port", "0");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.matches(".*_REAL_HOST|_?JAVA_.*|JDK_JAVA_OPTIONS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(variables);
        return new ProxyProcess(builder.start());
    }

    /** Ends a proxy that has nothing to say but what it always says. */
    private static void quits(ProxyProcess proxy) {
        try (proxy) {
            proxy.type("q");

            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.errors().all()).isEmpty();
            assertThat(proxy.output().all()).first().asString().startsWith("Provider Error Proxy");
        }
    }
}
