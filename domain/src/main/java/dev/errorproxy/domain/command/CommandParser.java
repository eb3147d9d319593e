package dev.errorproxy.domain.command;

import dev.errorproxy.domain.injection.Step;
import java.util.Collection;
import java.util.List;

/** Reads one line of the command language, as {@code grammar.txt} defines it. */
public final class CommandParser {

    /** One line per command or kind of commands: how it is written, and what it does. */
    public static final List<String> HELP = Help.all();

    /** The words that begin a line, the letters first. */
    public static final List<String> WORDS = Grammar.words();

    /** The most characters of a line, and of a command as it is written out. */
    static final int MOST_CHARACTERS = 1_000;

    private static final String COMMANDS = "Commands are n, c, r, u, status, help and q.";

    private CommandParser() {}

    /**
     * Returns the command that the line says, whatever the names of its providers.
     *
     * @throws CommandException if it says none
     */
    public static Command parse(String line) throws CommandException {
        return parse(line, List.of());
    }

    /**
     * Returns the command that the line says.
     *
     * @param providers the names that a target may have; empty for any
     * @throws CommandException if it says none
     */
    public static Command parse(String line, Collection<String> providers) throws CommandException {
        check(line.length(), "");
        List<String> steps = Text.steps(line);
        Command command = steps.size() == 1 && !SequenceReader.isRepeated(steps.get(0))
                ? CommandReader.read(steps.get(0), providers)
                : SequenceReader.read(steps, providers);
        // Defaults are written out, so that the text of a command may be longer than the line.
        check(command.text().length(), " when written out");
        return command;
    }

    private static void check(int length, String when) throws CommandException {
        if (length > MOST_CHARACTERS) {
            throw new CommandException("Command of " + length + " characters" + when + ": at most " + MOST_CHARACTERS
                    + " are read. " + COMMANDS);
        }
    }

    /**
     * Returns the step that a request asks for itself: one fault, or to pass.
     *
     * @throws CommandException if the text says anything else
     */
    public static Step own(String text) throws CommandException {
        check(text.length(), "");
        return StepText.own(Text.trim(text));
    }

    /** Returns the word that begins the text. */
    static Word word(String text) throws CommandException {
        String name = Clause.word(text);
        if (text.isEmpty()) {
            throw new CommandException("Empty command. " + COMMANDS);
        }
        return Grammar.find(name).orElseThrow(() -> unknown("Unknown command ", text, name));
    }

    /** Returns the refusal of a text that begins with no known word. */
    static CommandException unknown(String reason, String text, String name) {
        return new CommandException(
                reason + Visible.quote(text) + "." + Nearest.question(name, Grammar.words()) + " " + COMMANDS);
    }
}
