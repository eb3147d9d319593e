package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.command.Grammar;
import dev.errorproxy.domain.command.Presets;
import dev.errorproxy.domain.command.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The README says what is. */
class ReadmeTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```scenario\n(.*?)```");

    private static final List<String> PROVIDERS =
            List.of("anthropic", "databricks", "google", "openai", "openrouter", "tetrate");

    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");

    private final String readme = Files.readString(ROOT.resolve("README.md"));
    private final String faults = Files.readString(ROOT.resolve("docs/FAULTS.md"));

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
    void hasTheTablesThatTheGrammarMakes() {
        assertThat(table("words", readme)).isEqualTo(Grammar.markdown());
        assertThat(table("targets", faults)).isEqualTo(Grammar.targetsMarkdown());
        assertThat(table("options", faults)).isEqualTo(Grammar.optionsMarkdown());
    }

    @Test
    void showsCommandsThatCanBeTyped() throws CommandException {
        for (String text : List.of(readme, faults)) {
            List<MatchResult> examples = EXAMPLE.matcher(text).results().toList();
            assertThat(examples).isNotEmpty();
            for (MatchResult example : examples) {
                assertThat(Scenario.parse(example.group(1), PROVIDERS)).isNotEmpty();
            }
        }
    }

    @Test
    void namesEveryPreset() {
        assertThat(Presets.names())
                .allSatisfy(name -> assertThat(readme).containsPattern("`(--preset )?" + name + "`"));
    }

    /** Returns the lines between the two comments that stand around a table. */
    private static String table(String name, String text) {
        Matcher matcher = Pattern.compile(
                        "<!-- " + name + ": made from grammar.txt -->\n(.*?)<!-- end of " + name + " -->",
                        Pattern.DOTALL)
                .matcher(text);
        assertThat(matcher.find()).as("a table of %s", name).isTrue();
        return matcher.group(1);
    }

    @Test
    void showsThePluginThatIsTested() throws IOException {
        assertThat(readme).contains(Files.readString(ROOT.resolve("app/src/test/resources/plugin/AcmeProvider.java")));
    }
}
