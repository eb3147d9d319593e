package dev.errorproxy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class StandardInputTest {

    @TempDir
    Path directory;

    @Test
    void isClosedWhereJavaHasAFileOfItsOwnInItsPlace() throws IOException {
        Path java = Files.createDirectories(directory.toRealPath().resolve("java"));

        assertThat(StandardInput.isFileBelow(linkTo(java.resolve("lib/modules")), java))
                .isTrue();
        assertThat(StandardInput.isFileBelow(linkTo(java.resolve("lib/modules")), linkTo(java)))
                .isTrue();
    }

    @Test
    void isOpenWhereAnythingElseIsThere() throws IOException {
        Path java = Files.createDirectories(directory.resolve("java"));

        assertThat(StandardInput.isFileBelow(linkTo(directory.resolve("java-commands")), java))
                .isFalse();
        assertThat(StandardInput.isFileBelow(linkTo(Path.of("pipe:[4711]")), java))
                .isFalse();
        assertThat(StandardInput.isFileBelow(directory.resolve("no-such-link"), java))
                .isFalse();
    }

    private Path linkTo(Path target) throws IOException {
        return Files.createSymbolicLink(
                Files.createTempDirectory(directory, "fd").resolve("0"), target);
    }
}
