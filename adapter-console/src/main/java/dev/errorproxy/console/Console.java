package dev.errorproxy.console;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.command.Operator;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where the operator's commands come from and where all lines go.
 *
 * <p>Implementations are threadsafe, but one thread at a time may {@link #run}.
 */
public sealed interface Console extends AutoCloseable permits InteractiveConsole, PlainConsole {

    /** Why a console stopped reading commands. */
    enum Ending {
        /** The operator asked the proxy to end. */
        QUIT,
        /** There is nothing more to read; the proxy may go on without. */
        END_OF_INPUT
    }

    /**
     * Returns a console with prompt where standard input and output are a terminal that can do it, otherwise a plain one.
     *
     * @param environment the variables that tell what the terminal can do, and where the history is kept
     */
    static Console open(Map<String, String> environment) {
        return SystemTerminal.open(environment)
                .<Console>map(terminal -> InteractiveConsole.on(terminal, environment))
                .orElseGet(() -> PlainConsole.standard(StandardInput.open()));
    }

    /** Returns a plain console that prints to standard output and never reads. */
    static Console outputOnly() {
        return PlainConsole.standard(InputStream.nullInputStream());
    }

    /** Returns a plain console over those streams, in UTF-8; closing it leaves them open. */
    static Console plain(InputStream in, OutputStream out) {
        return new PlainConsole(in, out, StandardCharsets.UTF_8, System.err);
    }

    /**
     * A line to be printed.
     *
     * @param tone how it is meant
     * @param text the line, without its end
     */
    record Line(Tone tone, String text) {

        public Line {
            requireNonNull(tone, "tone is null");
            requireNonNull(text, "text is null");
        }
    }

    /**
     * Prints lines, whole and together, at any time: before, during and after {@link #run}, even after {@link #close}.
     *
     * <p>What could move the cursor or fake other lines, such as control characters, is shown as {@code ?}.
     *
     * @return false where that failed, as on a full disk, so that not all of them can be read
     */
    boolean print(List<Line> lines);

    /** Prints one line. */
    default void print(Tone tone, String line) {
        print(List.of(new Line(tone, line)));
    }

    /** Prints one line in a normal tone. */
    default void print(String line) {
        print(Tone.NORMAL, line);
    }

    /** Carries out command after command until there are no more, and returns why; at once after {@link #close}. */
    default Ending run(Operator operator) {
        return run(operator, UnaryOperator.identity());
    }

    /**
     * Carries out commands as {@link #run(Operator)} does.
     *
     * @param format makes the line that is printed of each line that answers a command
     */
    Ending run(Operator operator, UnaryOperator<String> format);

    /**
     * Ends {@link #run} and leaves the terminal as it was found.
     *
     * <p>A plain console that waits for input is left waiting: its thread cannot be woken.
     */
    @Override
    void close();
}
