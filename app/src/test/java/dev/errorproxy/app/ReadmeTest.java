package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.command.CommandParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The README says what is. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");

    private final String readme = Files.readString(ROOT.resolve("README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void namesEveryOption() {
        for (OptionSpec option : new CommandLine(new Options()).getCommandSpec().options()) {
            assertThat(readme).contains("`" + option.longestName());
        }
    }

    @Test
    void namesEveryCommand() {
        for (String word : CommandParser.WORDS) {
            assertThat(readme).contains("`" + word + "`");
        }
    }

    @Test
    void showsThePluginThatIsTested() throws IOException {
        assertThat(readme).contains(Files.readString(ROOT.resolve("app/src/test/resources/plugin/AcmeProvider.java")));
    }
}
