package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file of a scenario. */
class OpeningTest {

    @TempDir
    Path folder;

    @Test
    void mayBeginWithAByteOrderMark() throws IOException, StartException {
        assertThat(of(write("\uFEFFr 3\n")).scenarios()).containsExactly("r 3\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isRefusedForALinkToItself() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);

        refuses(loop, "can't be read (");
    }

    @Test
    void isRefusedForWhatIsNoText() throws IOException {
        refuses(Files.write(folder.resolve("binary"), new byte[] {'r', ' ', (byte) 0xff}), "not a text in UTF-8");
    }

    @Test
    void isRefusedForItsSizeBeforeAllOfItIsRead() throws IOException {
        refuses(write("r\n".repeat(600_000)), "more than 1048576 bytes");
    }

    private Path write(String text) throws IOException {
        return Files.write(folder.resolve("scenario"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Opening of(Path file) throws StartException {
        Options options = new Options();
        options.scenario = file;
        return Opening.of(options, List.of());
    }

    private static void refuses(Path file, String reason) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> of(file))
                .withMessageContainingAll("--scenario " + file + ": ", reason);
    }
}
