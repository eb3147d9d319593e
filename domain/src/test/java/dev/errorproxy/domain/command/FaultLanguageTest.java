package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults, sequences, targets and options: what is read, written out in full, and what is refused. */
class FaultLanguageTest {

    private static final List<String> PROVIDERS = List.of("anthropic", "google", "openai", "openrouter");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "n 2, r 3, u 1, n                      | none 2, rate-limit 3, server-error, none",
                "N 2,R3,U,N                            | none 2, rate-limit 3, server-error, none",
                "n 2 , r 3 @openai , repeat            | none 2 @openai, rate-limit 3, repeat",
                "n 2, r 3, repeat @openai              | none 2 @openai, rate-limit 3, repeat",
                "n 2, r 3 REPEAT @openai               | none 2 @openai, rate-limit 3, repeat",
                "n 2 @openai, r 3 @openai              | none 2 @openai, rate-limit 3",
                "r 30% for=10s, u                      | rate-limit 30% for=10s, server-error",
                "n for=1m, r * for=30s, repeat         | none for=1m, rate-limit * for=30s, repeat",
                "r 0, c                                | context-length",
                "r 0, u 0%                             | none",
                "r 0, repeat @openai                   | none @openai",
                "r 0 @openai                           | none @openai",
                "n@openai                              | none @openai",
                "r@openai@stream                       | rate-limit @openai@stream",
                "r @stream 3 @openai                   | rate-limit 3 @openai@stream",
                "r delay=1s 3 @openai                  | rate-limit 3 @openai delay=1s",
                "r 3 @OpenAI/GPT-5* DELAY=1S           | rate-limit 3 @openai/GPT-5* delay=1s",
                "r @*/gpt@/v1/x@nostream@key=abcd      | rate-limit @*/gpt@/v1/x@nostream@key=...abcd",
                "r @\"google/claude@1, 2\"             | rate-limit @\"google/claude@1, 2\"",
                "stream-error                          | stream-error overloaded after=5",
                "stream-error 2 rate-limit             | stream-error rate-limit 2 after=5",
                "stream-error r after=0 form=nested    | stream-error rate-limit after=0 form=nested",
                "stream-end after=2s                   | stream-end after=2s",
                "stream-cut after=1500b                | stream-cut after=1500b",
                "stream-reset after=2kb                | stream-reset after=2kb",
                "stream-stall ping=ON for=90s          | stream-stall after=5 ping=on for=90s",
                "stream-garbage                        | stream-garbage after=5",
                "stream-split                          | stream-split after=0",
                "stream-slow                           | stream-slow after=0 interval=200ms",
                "stream-dup after=007                  | stream-dup after=7",
                "cut                                   | cut after=512b",
                "cut 3 after=3MB delay=0.25s           | cut 3 after=3mb delay=250ms",
                "slow                                  | slow delay=3s",
                "slow delay=200ms..2s *                | slow * delay=200ms..2s",
                "throttle rate=2KB/s                   | throttle rate=2kb/s",
                "hang for=20s                          | hang for=20s",
                "refuse for=1h                         | refuse for=1h",
                "reset 50%                             | reset 50%",
                "empty status=204                      | empty status=204",
                "redirect status=302                   | redirect status=302",
                "html message=Gone                     | html message=Gone",
                "r retry-after=20                      | rate-limit retry-after=20s",
                "r retry-after=1.5s                    | rate-limit retry-after=1500ms",
                "r retry-after=date                    | rate-limit retry-after=date",
                "r retry-after=DATE:20s                | rate-limit retry-after=date:20s",
                "r retry-after=none                    | rate-limit retry-after=none",
                "u status=503 code=x-1 message=a       | server-error status=503 message=a code=x-1",
                "u message=\"Try, later @ 5 = \\\"x\\\\\" | server-error message=\"Try, later @ 5 = \\\"x\\\\\"",
                "u message=\"\"                        | server-error message=\"\"",
                "u message=\"repeat\"                  | server-error message=repeat",
                "limit tpm=20000 rpm=10 @openai        | limit @openai rpm=10 tpm=20000",
                "limit rpm=10                          | limit rpm=10",
                "window tokens=8192 @*/gpt*            | window @*/gpt* tokens=8192",
                "help R                                | help rate-limit",
                "status                                | status",
                "q                                     | quit"
            })
    void isReadAndWrittenOut(String line, String text) throws CommandException {
        String expected = text.replace("1500ms", "1.5s");
        assertThat(CommandParser.parse(line, PROVIDERS).text()).isEqualTo(expected);
        assertThat(CommandParser.parse(expected, PROVIDERS)).isEqualTo(CommandParser.parse(line, PROVIDERS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "stream-eror             | Did you mean stream-error?",
                "overload                | Did you mean overloaded?",
                "r @antropic             | Unknown provider '@antropic'. Did you mean anthropic? Known are anthropic, google, openai,",
                "r @openai/              | No model in '@openai/'",
                "r @                     | Not a target: '@'. A target is @PROVIDER",
                "r @openai @google       | one provider, but got two",
                "r @stream@nostream      | got two",
                "r @key=sk-proj-secret   | last 4 characters of a key",
                "r @key=...abc           | last 4 characters of a key",
                "r delay=2               | delay=2 has no unit: write delay=2s",
                "r for=30                | for=30 has no unit: write for=30s",
                "r for=0s                | above 0",
                "r delay=2x              | delay=2x is no duration",
                "r delay=-1s             | delay=-1s is no duration",
                "r delay=2s..1s          | goes from more to less",
                "r delay=1s..2           | delay=2 has no unit",
                "r delay=0.5ms           | finer than a millisecond",
                "r delay=169h            | at most 168h",
                "r delay=1s delay=2s     | 'delay=' comes twice",
                "r dlay=1s               | takes no 'dlay='. Did you mean delay? It takes delay= for= status=",
                "r after=3               | takes no 'after='",
                "r after = 3             | without blanks around its equals sign",
                "r status=199            | write one from 200 to 599",
                "r status=600            | write one from 200 to 599",
                "r status=abc            | status=abc is no number",
                "r status=204            | allows no body",
                "redirect status=200     | redirects nobody",
                "r retry-after=soon      | is no wait: write seconds (20)",
                "r retry-after=date:     | retry-after=date: is no wait",
                "r retry-after=DATE:Soon | retry-after=DATE:Soon is no wait",
                "r retry-after=date:169h | retry-after=date:169h is too long",
                "r retry-after=9999999999| retry-after=9999999999 is no duration",
                "r message=\"a           | has no end",
                "r message=\"a\\nb\"     | Unknown escape '\\n'",
                "r message=a, b          | a text with a comma in it goes into quotes",
                "stream-cut after=3x     | is no moment: write events (40)",
                "stream-cut after=9999999999 | from 0 to 999999999",
                "stream-stall ping=maybe | neither on nor off",
                "stream-error refusal    | No kind of error within a stream: 'refusal'",
                "stream-error quotta     | Did you mean quota?",
                "stream-slow interval=0s | above 0",
                "cut after=5             | after=5 is no number of bytes",
                "throttle                | 'throttle' needs rate=, such as throttle rate=2kb/s.",
                "throttle rate=0b/s      | is no rate",
                "throttle rate=2kb       | is no rate",
                "refuse delay=1s         | takes no 'delay='. It takes for=.",
                "limit                   | 'limit' needs a number",
                "limit rpm=0             | from 1 to 999999999",
                "limit 3 rpm=1           | takes no amount",
                "window                  | 'window' needs tokens=, such as window tokens=8192.",
                "n for=3s                | takes no options here",
                "n 3 @openai             | 'n' takes no amount",
                "status @openai          | takes no target",
                "q x=1                   | takes no options here, but got 'x='. Type just q.",
                "r, status               | Not a step: 'status'",
                "r, strem-cut            | Did you mean stream-cut?",
                "r,                      | A step is missing beside a comma",
                ", r                     | A step is missing beside a comma",
                "r,,u                    | A step is missing beside a comma",
                "r @openai, u @google    | one target, but got '@openai' and '@google'",
                "r, u @google, c         | Write it with the first step or the last",
                "n 30%, r                | In a sequence, 'n' takes a count, but got '30%'",
                "r *, u                  | 'rate-limit *' never ends",
                "n, r                    | 'none' never ends",
                "r 3, n, repeat          | 'none' never ends",
                "r 5%, repeat            | 'rate-limit 5%' never ends",
                "n repeat                | 'none' never ends",
                "repeat                  | There is nothing to repeat",
                "repeat, r               | Not a step: 'repeat'",
                "r, repeat 3             | 'repeat' takes no amount",
                "r, repeat for=3s        | 'repeat' takes no options",
                "r 3 repeat, u           | Not an amount: '3 repeat'"
            })
    void isRefusedWithWhatWouldBeRight(String line, String reason) {
        CommandException refusal =
                catchThrowableOfType(CommandException.class, () -> CommandParser.parse(line, PROVIDERS));
        assertThat(refusal).as(line).isNotNull();
        assertThat(refusal.getMessage()).contains(reason).hasSizeLessThan(250).doesNotContain("secret");
    }

    @Test
    void aProviderOfAnyNameIsReadWhereNoneAreKnown() throws CommandException {
        assertThat(CommandParser.parse("r @acme").text()).isEqualTo("rate-limit @acme");
    }

    @Test
    void aCommandThatIsTooLongWhenWrittenOutIsRefused() throws CommandException {
        assertThat(CommandParser.parse("r" + ",r".repeat(40)).text()).hasSizeLessThan(1_000);
        assertThat(catchThrowableOfType(CommandException.class, () -> CommandParser.parse("r" + ",r".repeat(400))))
                .hasMessageContaining("when written out: at most 1000");
    }

    @Test
    void everyWordReadsItsDefaultsAndItsExamples() throws CommandException {
        for (Word word : Grammar.all()) {
            if (word.isFault()) {
                for (Word.Option option : word.options()) {
                    String needed = word.name().equals("throttle") && !option.needed() ? " rate=1b/s" : "";
                    String example = word.name().equals("cut") && option.name().equals("after")
                            ? "512b"
                            : word.name().equals("redirect") && option.name().equals("status")
                                    ? "308"
                                    : Grammar.example(option.name());
                    String line = word.name() + needed + " " + option.name() + "=" + example;
                    assertThat(CommandParser.parse(line).text()).as(line).startsWith(word.name());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-error", "R", "limit", "help", "throttle", "q"})
    void helpOfAWordShowsItsOptionsAndTheirDefaults(String name) throws CommandException {
        Word word = Grammar.find(name).orElseThrow();
        List<String> lines = Help.of(word);
        assertThat(lines.get(0)).startsWith(word.names());
        assertThat(lines.get(1)).contains(word.description());
        assertThat(lines)
                .hasSizeLessThan(24)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        String text = String.join(" ", lines).replaceAll(" +", " ");
        word.options()
                .forEach(option -> assertThat(text)
                        .containsPattern(" " + option.name() + "=\\S+ [^=]*"
                                + option.usual().map("default "::concat).orElse("")));
    }

    @Test
    void helpOfAFrameInAStreamShowsTheKindsThatItMayHave() throws CommandException {
        String text = String.join(" ", Help.of(Grammar.find("stream-error").orElseThrow()));
        assertThat(FaultReader.kinds())
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(text).containsPattern(" " + kind + "[ ;]"));
        assertThat(text).contains("default overloaded");
        assertThat(CommandParser.parse("stream-error").text()).startsWith("stream-error overloaded");
    }

    @Test
    void theTableHasARowForEveryWord() {
        assertThat(Grammar.markdown().lines().toList())
                .hasSize(2 + Grammar.all().size())
                .contains("| `stream-slow` | `after=0` `interval=200ms` `delay=` `for=` | one event per interval |")
                .allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|')).hasSize(4));
    }

    @Test
    void theOtherTablesHaveARowForEveryTargetAndEveryOption() {
        assertThat(Grammar.targetsMarkdown().lines().toList())
                .hasSize(2 + Grammar.rows("targets").size())
                .contains("| `@anthropic` | a provider |");
        assertThat(Grammar.optionsMarkdown().lines().toList())
                .hasSize(2 + Grammar.rows("options").size())
                .contains("| `rate=` | 2kb/s | bytes per second, each way |")
                .allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|')).hasSize(4));
    }

    @Test
    void theGrammarDefinesEveryNameThatItUses() {
        String syntax = String.join("\n", Grammar.syntax());
        assertThat(Grammar.syntax())
                .allSatisfy(line -> assertThat(line).contains(" = ").contains(" ;"));
        assertThat(syntax.toLowerCase(Locale.ROOT)).contains("sequence =", "target   =", "option   =", "duration =");
    }
}
