package dev.errorproxy.console;

import static dev.errorproxy.console.Operators.NO_ERROR;
import static dev.errorproxy.console.Operators.NO_REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.console.Console.Ending;
import dev.errorproxy.console.Console.Line;
import dev.errorproxy.domain.command.Operator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainConsoleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Operator operator = Operators.fresh();

    @Test
    void carriesOutCommandsWithoutAnyPrompt() {
        assertThat(run("r\nstatus\n")).isEqualTo(Ending.END_OF_INPUT);

        String mode = "Current mode: Rate limit exceeded (1 remaining)";
        assertThat(printed())
                .containsExactly(
                        mode,
                        NO_REQUESTS,
                        mode,
                        NO_REQUESTS,
                        "All calls: Rate limit exceeded (1 remaining); drawn 0, hit 0, missed 0");
    }

    @Test
    void warnsOnceThatTheOutputTakesNoLinesAndGoesOn() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        InputStream commands = new ByteArrayInputStream("r\nstatus\nc 2\n".getBytes(UTF_8));

        new PlainConsole(commands, full, UTF_8, new PrintStream(errors)).run(operator, line -> line);

        assertThat(Operators.mode(operator)).isEqualTo("Current mode: Context length exceeded (2 remaining)");
        assertThat(errors.toString(UTF_8).lines()).singleElement().asString().startsWith("Warning: standard output");
    }

    @Test
    void keepsWhatComesOffTheHalfLineThatTheLastSpaceHeld() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        AtomicInteger space = new AtomicInteger(6);
        OutputStream file = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (space.getAndDecrement() <= 0) {
                    throw new IOException("No space left on device");
                }
                disk.write(b);
            }
        };
        PrintStream errors = new PrintStream(OutputStream.nullOutputStream());
        Console console = new PlainConsole(InputStream.nullInputStream(), file, UTF_8, errors);

        assertThat(console.print(List.of(new Line(Tone.NORMAL, "one"), new Line(Tone.NORMAL, "two"))))
                .isFalse();
        assertThat(console.print(List.of(new Line(Tone.NORMAL, "three")))).isFalse();
        space.set(1);
        assertThat(console.print(List.of(new Line(Tone.NORMAL, "four")))).isFalse();
        space.set(100);
        assertThat(console.print(List.of(new Line(Tone.NORMAL, "five")))).isTrue();
        console.print("six");

        assertThat(disk.toString(UTF_8).lines().filter(line -> !line.isEmpty()))
                .containsExactly("one", "tw", "five", "six");
    }

    @Test
    void quitsAndLeavesTheRestUnread() {
        assertThat(run("c 3\nq\nn\n")).isEqualTo(Ending.QUIT);

        assertThat(Operators.mode(operator)).isEqualTo("Current mode: Context length exceeded (3 remaining)");
    }

    @Test
    void carriesOutALastLineThatHasNoEnd() {
        assertThat(run("u *")).isEqualTo(Ending.END_OF_INPUT);

        assertThat(Operators.mode(operator)).startsWith("Current mode: Unknown server error");
    }

    @Test
    void ignoresTheByteOrderMarkBeforeEachText() {
        run("\uFEFFr 2\n\uFEFFc 3\n");

        assertThat(printed())
                .containsExactly(
                        "Current mode: Rate limit exceeded (2 remaining)",
                        NO_REQUESTS,
                        "Current mode: Context length exceeded (3 remaining)",
                        NO_REQUESTS);
    }

    @Test
    void ignoresBlankLinesAndTheCarriageReturnsOfWindows() {
        run("\n  \t\n\r\nr 2\r\n\r\n");

        assertThat(printed()).containsExactly("Current mode: Rate limit exceeded (2 remaining)", NO_REQUESTS);
    }

    @Test
    void printsWhyALineIsRefusedAndChangesNothing() {
        run("x\nc abc\n");

        assertThat(printed()).hasSize(2);
        assertThat(printed().get(0)).startsWith("Unknown command 'x'.");
        assertThat(printed().get(1)).startsWith("Not an amount: 'abc'.");
        assertThat(Operators.mode(operator)).isEqualTo(NO_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "c 4", "n", "q", "r 1", "u 50%", "c *", "c 0.5", "status", ""})
    void refusesALineTooLongWhoseBeginningIsACommand(String beginning) {
        assertThat(run(beginning + " ".repeat(Commands.MOST_CHARACTERS) + "4\n"))
                .isEqualTo(Ending.END_OF_INPUT);

        assertThat(printed()).singleElement().asString().doesNotStartWith("Current mode");
        assertThat(Operators.mode(operator)).isEqualTo(NO_ERROR);
    }

    @Test
    void writesWhatAnswersACommandInTheFormatOfTheLog() {
        Console console = Console.plain(new ByteArrayInputStream("r\nx\n".getBytes(UTF_8)), out);
        console.run(operator, line -> "<" + line + ">");

        assertThat(printed()).hasSize(3).allMatch(line -> line.startsWith("<") && line.endsWith(">"));
    }

    @Test
    void takesALongLine() {
        run("c" + " ".repeat(900) + "4\n");

        assertThat(printed()).startsWith("Current mode: Context length exceeded (4 remaining)");
    }

    @Test
    void readsAnEndlessLineInLittleMemory() {
        InputStream endless = new SequenceInputStream(
                new Repeated('r', 20_000_000), new ByteArrayInputStream("\nu\n".getBytes(UTF_8)));

        assertThat(Console.plain(endless, out).run(operator)).isEqualTo(Ending.END_OF_INPUT);

        assertThat(printed()).hasSize(3).element(1).asString().startsWith("Current mode: Unknown server error");
    }

    @Test
    void takesAnInputThatBreaksForItsEnd() {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream("r\n".getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("Input/output error");
                    }
                });

        assertThat(Console.plain(broken, out).run(operator)).isEqualTo(Ending.END_OF_INPUT);

        assertThat(printed()).hasSize(2);
    }

    @Test
    void readsNothingOnceClosed() {
        Console console = Console.plain(new ByteArrayInputStream("r\n".getBytes(UTF_8)), out);
        console.close();
        console.close();

        assertThat(console.run(operator)).isEqualTo(Ending.END_OF_INPUT);
        console.print("still printed");

        assertThat(printed()).containsExactly("still printed");
    }

    @Test
    void printsWholeLinesHoweverManyThreadsPrint() {
        Console console = Console.plain(InputStream.nullInputStream(), out);
        List<String> lines = IntStream.range(0, 2_000)
                .mapToObj(i -> i + ":" + "x".repeat(i % 200))
                .toList();

        lines.parallelStream().forEach(line -> console.print(Tone.QUIET, line));

        assertThat(printed()).containsExactlyInAnyOrderElementsOf(lines);
    }

    @Test
    void neverColoursAndNeverLetsControlCharactersThrough() {
        Console console = Console.plain(InputStream.nullInputStream(), out);

        console.print(Tone.ERROR, "POST /\u001b[31m\r\nfake");
        console.print(NO_ERROR);

        assertThat(printed()).containsExactly("POST /?[31m??fake", NO_ERROR);
    }

    private Ending run(String input) {
        return Console.plain(new ByteArrayInputStream(input.getBytes(UTF_8)), out)
                .run(operator);
    }

    private List<String> printed() {
        return out.toString(UTF_8).lines().toList();
    }

    private static final class Repeated extends InputStream {

        private final int value;
        private int left;

        Repeated(int value, int times) {
            this.value = value;
            this.left = times;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }
    }
}
