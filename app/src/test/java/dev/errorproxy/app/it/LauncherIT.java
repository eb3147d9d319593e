package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that the build makes beside the jar, on the Java that runs the tests. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.SAME_THREAD) // Java writes archives with all processors that there are.
class LauncherIT {

    private static final String NAME = "provider-error-proxy";
    private static final String ARCHIVE = NAME + "-" + System.getProperty("java.version") + ".jsa";
    private static final String JAVAS_OWN = "java.lang.Object";
    private static final String OURS = "dev.errorproxy.app.Main";

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
                "-XX:+UseG1GC -Xmx24m",
                "-XX:-TieredCompilation"
            })
    void letsTheOptionsWin(String options) throws Exception {
        quits(launchBuilt(Map.of("JAVA_OPTS", options)));
    }

    /** Where it can't, the build goes on with a warning, which nobody need read. */
    @Test
    void theBuildArchivesTheClassesForItsJava() {
        assumeThat(System.getProperty("java.vm.name")).contains("Server VM"); // OpenJDK's, which has such archives.
        assertThat(Path.of(System.getProperty("proxy.jar")).resolveSibling(ARCHIVE))
                .isNotEmptyFile();
    }

    @Test
    void letsAFileOfOptionsWin() throws Exception {
        Path options = Files.writeString(directory.resolve("options"), "-XX:+UseParallelGC -Xmx24m");

        quits(launchBuilt(Map.of("JAVA_OPTS", "@" + options)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    JAVA_OPTS         | -Xmx16m                 | MaxHeapSize = 16777216
                    JAVA_OPTS         | -mx16m                  | MaxHeapSize = 16777216
                    JAVA_OPTS         | -XX:InitialHeapSize=16m | InitialHeapSize = 16777216
                    JAVA_OPTS         | -XX:MinHeapSize=64m     | MinHeapSize = 67108864
                    JAVA_OPTS         | -XX:MaxNewSize=8m       | MaxNewSize = 8388608
                    JAVA_OPTS         | -XX:+AggressiveHeap     | UseParallelGC = true
                    JAVA_TOOL_OPTIONS | -XX:+UseG1GC            | UseG1GC = true
                    JAVA_TOOL_OPTIONS | -Xms64m                 | InitialHeapSize = 67108864
                    JAVA_TOOL_OPTIONS | -XX:SharedArchiveFile=x | SharedArchiveFile = x
                    JAVA_TOOL_OPTIONS | -Xlog:gc                | Using Serial
                    JDK_JAVA_OPTIONS  | -XX:+UseParallelGC      | UseParallelGC = true
                    JDK_JAVA_OPTIONS  | "-Xmx16m"               | MaxHeapSize = 16777216
                    JDK_JAVA_OPTIONS  | -Xmn4m                  | MaxNewSize = 4194304
                    _JAVA_OPTIONS     | -XX:+UseG1GC            | UseG1GC = true
                    _JAVA_OPTIONS     | -Xmx16m                 | MaxHeapSize = 16777216
                    """)
    void letsTheOptionsOfAnyVariableWin(String variable, String options, String outcome) throws Exception {
        Map<String, String> variables = Map.of(variable, options + " -XX:+PrintFlagsFinal");

        try (ProxyProcess proxy = launch(built.resolveSibling(NAME), variables, "--version")) {
            assertThat(proxy.awaitExit()).isZero();
            assertThat(String.join("\n", proxy.output().all()).replaceAll(" +", " "))
                    .contains(outcome);
        }
    }

    @Test
    void takesNoOptionForTheNamesOfFiles() throws Exception {
        Files.createFile(directory.resolve("-Da=b"));

        try (ProxyProcess proxy = new ProxyProcess(
                builder(directory.resolve(NAME), Map.of("JAVA_OPTS", "-Da=* -XshowSettings:properties"), "--version")
                        .directory(directory.toFile())
                        .start())) {
            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.errors().all().toString()).contains("a = *");
        }
    }

    /** What stands in for Java here opens no file in their places. */
    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void givesJavaAllStandardStreams(String closing) throws Exception {
        Path java = directory.resolve("bin/java");
        Files.createDirectory(java.getParent());
        Files.writeString(java, "#!/bin/sh\n{ true 3<&0 && true 3>&1; } 2>/dev/null && true 3>&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = builder(Path.of("sh"), Map.of("JAVA_HOME", directory.toString()));
        builder.command()
                .addAll(List.of(
                        "-c", "exec \"$0\" " + closing, directory.resolve(NAME).toString()));

        try (ProxyProcess proxy = new ProxyProcess(builder.start())) {
            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    @Test
    void stillTellsWhatKeepsJavaFromStarting() throws Exception {
        try (ProxyProcess proxy = launchBuilt(Map.of("JAVA_OPTS", "-Xmx1m"))) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.errors().all().toString() + proxy.output().all()).contains("heap");
        }
    }

    /** Java, told to archive what it has loaded, crashes now and then at the end, and fails where the disk is full. */
    @Test
    void makesNoArchive() throws Exception {
        quits(launch(Map.of()));
        try (ProxyProcess mistyped = launch(directory.resolve(NAME), Map.of(), "--port", "x")) {
            assertThat(mistyped.awaitExit()).isEqualTo(2);
        }

        assertThat(directory.toFile().list()).containsExactlyInAnyOrder(NAME, NAME + ".jar");
    }

    @ParameterizedTest
    @EnumSource
    void startsWithoutAWordWhereTheBuildsArchiveIs(Damage damage) throws Exception {
        Path archive = copyTheBuildsArchive(jar);

        damage.to(archive, jar);

        quits(launch(Map.of()));
    }

    @Test
    void takesTheBuildsArchiveWhereItWasMade() throws Exception {
        assumeThat(built.resolveSibling(ARCHIVE)).exists();
        // JDK 17 archives no classes from a path that a URL has to escape.
        assumeThat(built.toUri().getPath()).isEqualTo(built.toUri().getRawPath());

        assertThat(sharedClasses(built)).contains(JAVAS_OWN, OURS);
    }

    @Test
    void leavesTheBuildsArchiveForJavasOwnWhereTheJarIsACopy() throws Exception {
        Files.setLastModifiedTime(jar, Files.getLastModifiedTime(built));
        copyTheBuildsArchive(Files.copy(jar, directory.resolve("original.jar")));

        assertThat(sharedClasses(jar)).contains(JAVAS_OWN).doesNotContain(OURS);
    }

    @Test
    void leavesTheBuildsArchiveForJavasOwnWhereTheJarIsNewer() throws Exception {
        Path archive = copyTheBuildsArchive(jar);
        Damage.OLDER_THAN_THE_JAR.to(archive, jar);

        assertThat(sharedClasses(jar)).contains(JAVAS_OWN).doesNotContain(OURS);
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

    @Test
    void theArchiveForOneJavaReplacesNoneOfAnother() throws Exception {
        Path ofAnother = Files.createFile(directory.resolve(NAME + "-99.jsa"));
        Path ofAnEarlierJar = Files.createFile(directory.resolve(NAME + "-98.jsa"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(ofAnEarlierJar, FileTime.from(Instant.now().minusSeconds(120)));
        Path script = Path.of("src/main/launcher/archive").toAbsolutePath();

        try (ProxyProcess build =
                new ProxyProcess(new ProcessBuilder(script.toString(), "no Java", directory.toString()).start())) {
            assertThat(build.awaitExit()).isZero();
        }

        assertThat(ofAnother).exists();
        assertThat(ofAnEarlierJar).doesNotExist();
    }

    /** Copies the build's archive, as if it had been made for this jar. */
    private Path copyTheBuildsArchive(Path madeFor) throws IOException {
        assumeThat(built.resolveSibling(ARCHIVE)).exists();
        Files.createSymbolicLink(directory.resolve(ARCHIVE + ".jar"), madeFor);
        return Files.write(directory.resolve(ARCHIVE), Files.readAllBytes(built.resolveSibling(ARCHIVE)));
    }

    /** Returns the classes that the script beside the jar takes from archives. */
    private Set<String> sharedClasses(Path jar) throws IOException {
        Path log = directory.resolve("classes.log");
        try (ProxyProcess proxy =
                launch(jar.resolveSibling(NAME), Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log), "--version")) {
            assertThat(proxy.awaitExit()).isZero();
        }
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" source: shared objects file"))
                .map(line -> line.replaceAll(".*] | source: .*", ""))
                .collect(Collectors.toSet());
    }

    private ProxyProcess launch(Map<String, String> variables) throws IOException {
        return launch(directory.resolve(NAME), variables, "--port", "0");
    }

    private ProxyProcess launchBuilt(Map<String, String> variables) throws IOException {
        return launch(built.resolveSibling(NAME), variables, "--port", "0");
    }

    private static ProxyProcess launch(Path script, Map<String, String> variables, String... arguments)
            throws IOException {
        return new ProxyProcess(builder(script, variables, arguments).start());
    }

    private static ProcessBuilder builder(Path script, Map<String, String> variables, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(script.toString());
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> variable.matches(".*_REAL_HOST|_?JAVA_.*|JDK_JAVA_OPTIONS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(variables);
        environment.merge("JAVA_OPTS", QuickStart.COMPILER, (given, ours) -> ours + " " + given);
        return builder;
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
