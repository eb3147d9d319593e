package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that the build makes beside the jar, on the Java that runs the tests. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.SAME_THREAD) // Java writes archives with all processors that there are.
class LauncherIT {

    private static final String NAME = "provider-error-proxy";
    private static final String VERSION = System.getProperty("java.version");

    /** What may have become of an archive since it was made. */
    enum Damage {
        OLDER_THAN_THE_JAR {
            @Override
            void to(Path archive, Path jar) throws IOException {
                Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
            }
        },
        TRUNCATED {
            @Override
            void to(Path archive, Path jar) throws IOException {
                Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 100_000));
            }
        },
        EMPTY {
            @Override
            void to(Path archive, Path jar) throws IOException {
                Files.write(archive, new byte[0]);
            }
        },
        GARBAGE {
            @Override
            void to(Path archive, Path jar) throws IOException {
                byte[] garbage = new byte[100_000];
                new Random(0).nextBytes(garbage);
                Files.write(archive, garbage);
            }
        };

        abstract void to(Path archive, Path jar) throws IOException;
    }

    @TempDir
    private Path directory;

    private Path built;
    private Path jar;

    @BeforeEach
    void copyWithoutAnArchive() throws IOException {
        built = Path.of(System.getProperty("proxy.jar"));
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
    void letsAFileOfOptionsWin() throws Exception {
        Path options = Files.writeString(directory.resolve("options"), "-XX:+UseParallelGC -Xmx24m");

        quits(launch(Map.of("JAVA_OPTS", "@" + options)));
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

    /** The archive that Java makes itself, where it can do that. */
    @ParameterizedTest
    @EnumSource
    void startsWithoutAWordWhereItsOwnArchiveIs(Damage damage) throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(19);
        quits(launch(Map.of()));
        Path archive = directory.resolve(NAME + "-" + VERSION + "-own.jsa");
        assertThat(archive).isNotEmptyFile();

        damage.to(archive, jar);

        quits(launch(Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void startsWithoutAWordWhereTheBuildsArchiveIs(Damage damage) throws Exception {
        String name = NAME + "-" + VERSION + ".jsa";
        assumeThat(built.resolveSibling(name)).exists();
        Path archive = directory.resolve(name);
        Files.write(archive, Files.readAllBytes(built.resolveSibling(name)));

        damage.to(archive, jar);

        quits(launch(Map.of()));
    }

    @Test
    void isBuiltWithAWarningWhereJavaMakesNoArchive() throws Exception {
        Path script = Path.of("src/main/launcher/archive").toAbsolutePath();
        String noJava = directory.resolve("java").toString();

        try (ProxyProcess build =
                new ProxyProcess(new ProcessBuilder(script.toString(), noJava, directory.toString()).start())) {
            assertThat(build.awaitExit()).isZero();
            assertThat(build.output().all()).singleElement().asString().startsWith("[WARNING] ");
            assertThat(build.errors().all()).isEmpty();
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
