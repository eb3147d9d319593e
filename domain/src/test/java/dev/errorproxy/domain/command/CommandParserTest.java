package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Amount.Share;
import dev.errorproxy.domain.injection.Amount.Times;
import dev.errorproxy.domain.provider.ErrorMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command language accepts. */
class CommandParserTest {

    /** How a word and an amount may be put together. */
    private static final List<String> LAYOUTS = List.of(
            "%s%s",
            "%s %s",
            "%s   %s",
            "%s\t%s",
            "%s \t \t%s",
            "  %s %s  ",
            "\t%s\t%s\t",
            "%s %s\n",
            "%s %s\r\n",
            "%s%s\n",
            "\n%s\n%s\n",
            "%s\f%s",
            "%s\u000b%s");

    private static final Map<ErrorMode, List<String>> WORDS = Map.of(
            ErrorMode.CONTEXT_LENGTH, List.of("c", "C", "context-length", "CONTEXT-LENGTH", "Context-Length"),
            ErrorMode.RATE_LIMIT, List.of("r", "R", "rate-limit", "RATE-LIMIT", "rAtE-lImIt"),
            ErrorMode.SERVER_ERROR, List.of("u", "U", "server-error", "SERVER-ERROR", "Server-error"));

    @ParameterizedTest
    @EnumSource(names = {"CONTEXT_LENGTH", "RATE_LIMIT", "SERVER_ERROR"})
    void noAmountIsOnce(ErrorMode mode) throws CommandException {
        assertArms(mode, "", new Times(1));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "100, 100", "007, 7", "0000000000001, 1", "999999999, 999999999"})
    void aCountIsSoManyTimes(String amount, int times) throws CommandException {
        for (ErrorMode mode : WORDS.keySet()) {
            assertArms(mode, amount, new Times(times));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0.3",
        "0.30, 0.3",
        "00.3, 0.3",
        "0.29, 0.29",
        "0.001, 0.001",
        "0.999, 0.999",
        "30%, 0.3",
        "30 %, 0.3",
        "'30   %', 0.3",
        "'30\t%', 0.3",
        "030%, 0.3",
        "29%, 0.29",
        "7%, 0.07",
        "12.5%, 0.125",
        "0.5%, 0.005",
        "0.3 %, 0.003",
        "1%, 0.01",
        "99.9%, 0.999"
    })
    void aShareIsThatPartOfTheRequests(String amount, double share) throws CommandException {
        for (ErrorMode mode : WORDS.keySet()) {
            assertArms(mode, amount, new Share(share));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "100%", "100 %", "100.0%", "100.00 %", "0100%", "1.0", "1.00", "01.0"})
    void allIsAll(String amount) throws CommandException {
        for (ErrorMode mode : WORDS.keySet()) {
            assertArms(mode, amount, Amount.ALL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "0%", "0 %", "000%", "0.0%", "0.0", "0.00", "00.0"})
    void noneOfAnErrorIsNoError(String amount) throws CommandException {
        for (String word : WORDS.values().stream().flatMap(List::stream).toList()) {
            assertReads(word, amount, new Command.Disarm());
        }
    }

    static Stream<Arguments> plain() {
        return Stream.of(
                arguments("n", new Command.Disarm()),
                arguments("none", new Command.Disarm()),
                arguments("status", new Command.Status()),
                arguments("help", new Command.Help()),
                arguments("q", new Command.Quit()),
                arguments("quit", new Command.Quit()));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void aPlainWordIsReadInEitherCase(String word, Command command) throws CommandException {
        assertReads(word, "", command);
        assertReads(word.toUpperCase(Locale.ROOT), "", command);
        assertReads(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1), "", command);
    }

    /** The examples of the specification, letter by letter. */
    @ParameterizedTest
    @ValueSource(strings = {"c 100%", "c100%", "c *", "c*", "C  100 %", "c\t100%"})
    void whiteSpaceIsFlexible(String line) throws CommandException {
        assertThat(CommandParser.parse(line)).isEqualTo(new Command.Arm(ErrorMode.CONTEXT_LENGTH, Amount.ALL));
    }

    @Test
    void everyWordOfferedIsReadAndEveryErrorIsOffered() throws CommandException {
        Map<String, String> needed = Map.of("throttle", " rate=1kb/s", "limit", " rpm=1", "window", " tokens=1");
        for (String word : CommandParser.WORDS) {
            assertThat(CommandParser.parse(word + needed.getOrDefault(word, "")))
                    .as(word)
                    .isNotNull();
        }
        for (ErrorMode mode : ErrorMode.values()) {
            assertThat(CommandParser.WORDS).contains(mode.word());
        }
        assertThat(CommandParser.WORDS).startsWith("n", "c", "r", "u", "q");
    }

    @Test
    void helpNamesEveryWordAndFitsASmallTerminalWithThePromptBelow() {
        assertThat(CommandParser.WORDS)
                .allSatisfy(word -> assertThat(String.join("\n", CommandParser.HELP) + "\n")
                        .containsPattern("(?m)(^|[ |])" + word + "([ \\n])"));
        assertThat(CommandParser.HELP)
                .hasSizeBetween(20, 23)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    private static void assertArms(ErrorMode mode, String amount, Amount expected) throws CommandException {
        for (String word : WORDS.get(mode)) {
            assertReads(word, amount, new Command.Arm(mode, expected));
        }
    }

    private static void assertReads(String word, String amount, Command expected) throws CommandException {
        for (String layout : LAYOUTS) {
            String line = layout.formatted(word, amount);
            assertThat(CommandParser.parse(line)).as("'%s'", line).isEqualTo(expected);
        }
    }
}
