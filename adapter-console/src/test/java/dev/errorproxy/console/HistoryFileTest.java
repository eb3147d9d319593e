package dev.errorproxy.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFileTest {

    @TempDir
    Path directory;

    private Path file;
    private HistoryFile history;

    @BeforeEach
    void inADirectoryThatIsNotThereYet() {
        file = directory.resolve("state/provider-error-proxy/history");
        history = new HistoryFile(file);
    }

    @Test
    void isEmptyBeforeTheFirstCommandAndCreatesNothing() throws IOException {
        assertThat(history.load()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    /** A device that gives bytes without end would keep the proxy from ever starting. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void doesNotReadWhatIsNoRegularFile() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of("/dev/zero"));

        assertThatIOException().isThrownBy(() -> history.load()).withMessageContaining("no regular file");
        assertThatIOException().isThrownBy(() -> history.add("r"));
    }

    @Test
    void givesBackWhatWasAddedInOrder() throws IOException {
        add("r", "  c 4 ", "u *");

        assertThat(new HistoryFile(file).load()).containsExactly("r", "c 4", "u *");
    }

    @Test
    void keepsNoRepetitionsInARowNoBlanksAndNoMonsters() throws IOException {
        add("r", "r", " ", "r ", "x".repeat(5_000), "n", "r");

        assertThat(history.load()).containsExactly("r", "n", "r");
    }

    @Test
    void givesBackNoMonsters() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, List.of("r", "x".repeat(5_000), "u"));

        assertThat(history.load()).containsExactly("r", "u");
    }

    @Test
    void keepsTheNewestThousand() throws IOException {
        Files.createDirectories(file.getParent());
        List<String> many = new ArrayList<>(
                IntStream.range(0, 1_500).mapToObj(i -> "c " + i).toList());
        Files.write(file, many);

        assertThat(history.load()).hasSize(1_000).startsWith("c 500").endsWith("c 1499");

        add("status");
        assertThat(Files.readAllLines(file)).hasSize(1_000).startsWith("c 501").endsWith("c 1499", "status");
        assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
    }

    /** More than fits into any array. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // The hole takes no room elsewhere.
    void readsOnlyTheEndOfAFileThatIsTooLarge() throws IOException {
        Files.createDirectories(file.getParent());
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.seek(3L * 1024 * 1024 * 1024);
            large.write("\nr\nu 3".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(history.load()).containsExactly("r", "u 3");

        add("c");
        assertThat(history.load()).containsExactly("r", "u 3", "c");
    }

    @Test
    void readsWholeLinesOnlyWhereItDoesNotReadAll() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Collections.nCopies(20_000, "r 3 " + "@openai/gpt-5".repeat(10)));

        assertThat(history.load()).hasSize(1_000).containsOnly("r 3 " + "@openai/gpt-5".repeat(10));

        Files.writeString(file, "c\n" + "u".repeat(2_000_000));
        assertThat(history.load()).isEmpty();
    }

    /** A proxy that is killed meanwhile leaves the one or the other, and whole. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isAnotherFileOnceLinesWereTakenFromIt() throws IOException {
        add(IntStream.range(0, 1_000).mapToObj(i -> "c " + i).toArray(String[]::new));
        Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        add("status");

        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isNotEqualTo(before);
    }

    /** Those who keep such files elsewhere link to them. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isWhereALinkPointsTo() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, elsewhere);

        add(IntStream.rangeClosed(0, 1_000).mapToObj(i -> "c " + i).toArray(String[]::new));

        assertThat(file).isSymbolicLink();
        assertThat(permissions(elsewhere)).isEqualTo("rw-------");
        assertThat(Files.readAllLines(elsewhere))
                .hasSize(1_000)
                .startsWith("c 1")
                .endsWith("c 1000");
    }

    /** A disk that is full takes a part of a line. */
    @Test
    void addsALineOfItsOwnToALineWithoutEnd() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "n\nc 4");

        add("r 3", "u");

        assertThat(file).hasContent("n\nc 4\nr 3\nu\n");
    }

    @Test
    void survivesBytesThatAreNoText() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {'r', '\n', (byte) 0xff, 0, '\\', '\n', '\n', 'u', '\n'});

        assertThat(history.load()).startsWith("r").endsWith("u").hasSize(3);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isReadableByItsOwnerAlone() throws IOException {
        add("r");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("state"))).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @CsvSource({"rw-rw-rw-, rw-------", "r--r-----, r--------"})
    @DisabledOnOs(OS.WINDOWS)
    void takesOthersTheirRightsToAFileThatWasThereBefore(String before, String after) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(before));

        assertThat(history.load()).containsExactly("r");

        assertThat(permissions(file)).isEqualTo(after);
    }

    @Test
    void failsWhereItCannotWrite() throws IOException {
        Files.writeString(directory.resolve("state"), "a file, not a directory");

        assertThatIOException().isThrownBy(() -> history.add("r"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isInTheUsersStateDirectory() {
        assertThat(HistoryFile.of(Map.of("XDG_STATE_HOME", "/state"), "/home/me", false))
                .hasToString("Optional[/state/provider-error-proxy/history]");
        assertThat(HistoryFile.of(Map.of("XDG_STATE_HOME", "state"), "/home/me", false))
                .hasToString("Optional[/home/me/.local/state/provider-error-proxy/history]");
        assertThat(HistoryFile.of(Map.of(), "/home/me", false))
                .hasToString("Optional[/home/me/.local/state/provider-error-proxy/history]");
        assertThat(HistoryFile.of(Map.of("LOCALAPPDATA", "/local"), "/home/me", true))
                .hasToString("Optional[/local/provider-error-proxy/history]");
        // The JDK's home of a user who has none.
        assertThat(HistoryFile.of(Map.of(), "?", false)).isEmpty();
    }

    private void add(String... commands) throws IOException {
        for (String command : commands) {
            history.add(command);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
