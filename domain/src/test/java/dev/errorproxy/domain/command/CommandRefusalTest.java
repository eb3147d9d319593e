package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.provider.ErrorMode;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command language refuses, and how. */
class CommandRefusalTest {

    private static final String COMMANDS = "Commands are n, c, r, u, status, help and q.";
    private static final String AMOUNTS = "An amount is a count (4), a share (0.3 or 30%), or * for all.";

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("", "Empty command", COMMANDS),
                refused("   ", "Empty command", COMMANDS),
                refused("\t\r\n", "Empty command", COMMANDS),
                refused("x", "'x'", COMMANDS),
                refused("cr", "'cr'", COMMANDS),
                refused("context", "'context'", COMMANDS),
                refused("context length", "'context length'", COMMANDS),
                refused("contextlength", "'contextlength'", COMMANDS),
                refused("rate_limit", "'rate_limit'", COMMANDS),
                refused("--mode c", "'--mode c'", COMMANDS),
                refused("3", "'3'", COMMANDS),
                refused("30% c", "'30% c'", COMMANDS),
                refused("*", "'*'", COMMANDS),
                refused("-", "'-'", COMMANDS),
                refused("c-1", "'c-1'", COMMANDS),
                refused("/help", "'/help'", COMMANDS),
                refused("\uff43", "'\uff43'", COMMANDS),
                refused("\u0441 3", "'\u0441 3'", COMMANDS),
                refused("\u00a0c", "'?c'", COMMANDS),
                refused("\u0000c", "'?c'", COMMANDS),
                refused("\u001b[A", "'?[A'", COMMANDS),
                // Lower-casing with Unicode rules would make these a k and an s.
                refused("\u212a", "'\u212a'", COMMANDS),
                refused("\u017ftatus", "'\u017ftatus'", COMMANDS),
                refused("\u202ec", "'?c'", COMMANDS),
                refused("\ud83d", "'?'", COMMANDS),
                refused("c -1", "'-1'", AMOUNTS),
                refused("c +4", "'+4'", AMOUNTS),
                refused("c 1.5", "'1.5' is above 1.0", AMOUNTS),
                refused("c 1.0000000000000000000001", "is above 1.0", AMOUNTS),
                refused("c 101%", "'101%' is above 100%", AMOUNTS),
                refused("c 100.1%", "'100.1%' is above 100%", AMOUNTS),
                refused("c abc", "'abc'", AMOUNTS),
                refused("c 1e3", "'1e3'", AMOUNTS),
                refused("c 0x10", "'0x10'", AMOUNTS),
                refused("c 1_000", "'1_000'", AMOUNTS),
                refused("c 1,000", "'1,000'", AMOUNTS),
                refused("c 0,3", "'0,3'", AMOUNTS),
                refused("c 3 4", "'3 4'", AMOUNTS),
                refused("c 3\n4", "'3?4'", AMOUNTS),
                refused("c 3;", "'3;'", AMOUNTS),
                refused("c NaN", "'NaN'", AMOUNTS),
                refused("c Infinity", "'Infinity'", AMOUNTS),
                refused("c .5", "'.5'", AMOUNTS),
                refused("c 5.", "'5.'", AMOUNTS),
                refused("c 5.%", "'5.%'", AMOUNTS),
                refused("c .5%", "'.5%'", AMOUNTS),
                refused("c 0.3.1", "'0.3.1'", AMOUNTS),
                refused("c0. 3", "'0. 3'", AMOUNTS),
                refused("c%", "'%'", AMOUNTS),
                refused("c 3 %%", "'3 %%'", AMOUNTS),
                refused("c % 3", "'% 3'", AMOUNTS),
                refused("c **", "'**'", AMOUNTS),
                refused("c *%", "'*%'", AMOUNTS),
                refused("c 4*", "'4*'", AMOUNTS),
                refused("c\u0663", "'\u0663'", AMOUNTS),
                refused("c \uff13", "'\uff13'", AMOUNTS),
                refused("c 30\uff05", "'30\uff05'", AMOUNTS),
                refused("c\u00a03", "'?3'", AMOUNTS),
                refused("c 3\u2009%", "'3?%'", AMOUNTS),
                refused("c \u0000", "'?'", AMOUNTS),
                refused("c 3\u001b[31m", "'3?[31m'", AMOUNTS),
                refused("c 3\u202e4", "'3?4'", AMOUNTS),
                refused("c 3\u200b", "'3?'", AMOUNTS),
                refused("c 3\u2028", "'3?'", AMOUNTS),
                refused("c 3\ude00", "'3?'", AMOUNTS),
                refused("c 1000000000", "'1000000000' is too large", "at most 999999999, or * for all."),
                refused("c 99999999999999999999", "is too large", "at most 999999999, or * for all."),
                refused("n 3", "'n' takes no amount, but got '3'", "Type just n."),
                refused("none *", "'none' takes no amount, but got '*'", "Type just none."),
                refused("N3", "'n' takes no amount, but got '3'", "Type just n."),
                refused("q 1", "'q' takes no amount, but got '1'", "Type just q."),
                refused("quit now", "'quit' takes no amount, but got 'now'", "Type just quit."),
                refused("help me", "No help for 'me'", COMMANDS),
                refused("status 1", "'status' takes no amount, but got '1'", "Type just status."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void saysWhatIsWrongAndWhatIsRight(String line, String wrong, String right) {
        assertThat(refusal(line)).contains(wrong).endsWith(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "c", "9", " ", "-", "*", "\u0000", "c 0.33333", "\ud83d\ude00", "c *  "})
    void refusesTenThousandCharacters(String text) {
        String line = text.repeat(10_000 / text.length() + 1).substring(0, 10_000);
        assertThat(refusal(line)).isEqualTo("Command of 10000 characters: at most 1000 are read. " + COMMANDS);
    }

    @Test
    void readsAThousandCharactersAndRefusesOneMore() throws CommandException {
        String spaces = " ".repeat(998);
        assertThat(CommandParser.parse("c" + spaces + "4"))
                .isEqualTo(new Command.Arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(4)));
        assertThat(refusal("c" + spaces + " 4")).startsWith("Command of 1001 characters");
    }

    static Stream<Named<String>> longLines() {
        String spaces = " ".repeat(100_000);
        String nines = "9".repeat(100_000);
        return Stream.of(
                Named.of("nines", nines),
                Named.of("c nines", "c" + nines),
                Named.of("c nines%", "c" + nines + "%"),
                Named.of("c nines%%", "c" + nines + "%%"),
                Named.of("c 0.nines", "c0." + nines),
                Named.of("c 0.nines%x", "c0." + nines + "%x"),
                Named.of("c nines.nines", "c" + nines + "." + nines),
                Named.of("spaces", spaces),
                Named.of("spaces x", spaces + "x"),
                Named.of("c spaces x", "c" + spaces + "x"),
                Named.of("c 3 spaces x", "c3" + spaces + "x"),
                Named.of("c 3 spaces %%", "c3" + spaces + "%%"),
                Named.of("c x spaces x spaces", "cx" + spaces + "x" + spaces),
                Named.of("c NBSPs x", "c" + spaces.replace(' ', '\u00a0') + "x"),
                Named.of("hyphens", "-".repeat(100_000)));
    }

    /** All of these are a matter of a millisecond; where time grows by the square, one of many seconds. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("longLines")
    void answersTheLongestLinesAtOnce(String line) {
        String message = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> refusal(line));
        assertThat(message).isNotBlank();
    }

    /** Alphabets of which random lines come ever closer to commands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cruqnCRUQN0123456789.%* \t",
                "cC -+.,%*0139eE\u0000\u001b\n\r\u00a0\u0663\uff13\u212a",
                "context-lengthrate-limitserver-errorstatushelpquitnone 0123456789.%*",
                "c019.% "
            })
    void randomLinesAreReadOrRefused(String alphabet) {
        Random random = new Random(alphabet.hashCode());
        for (int i = 0; i < 10_000; i++) {
            // Short lines are the ones that come close to a command.
            int most = i % 2 == 0 ? 6 : 200;
            assertReadOrRefused(random(random, most, () -> alphabet.charAt(random.nextInt(alphabet.length()))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "r ", "u 0.", "n", "help "})
    void randomCharactersOfAllOfUnicodeAreReadOrRefused(String beginning) {
        Random random = new Random(beginning.hashCode());
        for (int i = 0; i < 4_000; i++) {
            int bound = i % 2 == 0 ? 0x180 : 0x10000;
            assertReadOrRefused(beginning + random(random, 200 - beginning.length(), () -> random.nextInt(bound)));
        }
    }

    private static String random(Random random, int most, IntSupplier characters) {
        return IntStream.generate(characters)
                .limit(random.nextInt(most + 1))
                .mapToObj(c -> String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private static void assertReadOrRefused(String line) {
        try {
            assertThat(CommandParser.parse(line)).isNotNull();
        } catch (CommandException e) {
            assertOneShortLine(e.getMessage());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("'" + line + "' makes the parser fail", e);
        }
    }

    private static String refusal(String line) {
        CommandException refusal = catchThrowableOfType(CommandException.class, () -> CommandParser.parse(line));
        assertThat(refusal).as("refusal").isNotNull();
        assertOneShortLine(refusal.getMessage());
        return refusal.getMessage();
    }

    private static void assertOneShortLine(String message) {
        assertThat(message).isNotBlank().hasSizeLessThan(250);
        assertThat(message.codePoints().filter(c -> !isPrintable(c)).mapToObj(Integer::toHexString))
                .as("what cannot be seen in: %s", message)
                .isEmpty();
    }

    /** A blank other than the space, or a character that turns the line around, would hide what is wrong. */
    private static boolean isPrintable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    private static Arguments refused(String line, String wrong, String right) {
        return arguments(Named.of(escaped(line), line), wrong, right);
    }

    /** Test reports are XML, which cannot hold control characters. */
    private static String escaped(String line) {
        return line.chars()
                .mapToObj(c -> c >= ' ' && c < 0x7f ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining("", "'", "'"));
    }
}
