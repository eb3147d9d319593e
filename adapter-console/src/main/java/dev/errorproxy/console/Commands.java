package dev.errorproxy.console;

import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.Operator;
import dev.errorproxy.domain.command.Operator.Reaction;
import java.util.function.UnaryOperator;

/** The way of one line from a console to the operator and back. */
final class Commands {

    /** The most characters of a line that are looked at. */
    static final int MOST_CHARACTERS = 16_384;

    private Commands() {}

    /** Carries out one line, prints what comes of it, and returns whether the proxy is to end; a blank line does nothing. */
    static boolean execute(String line, Operator operator, Console console, UnaryOperator<String> format) {
        if (line.isBlank()) {
            return false;
        }
        try {
            Reaction reaction = operator.execute(cut(line));
            reaction.lines().stream().map(format).forEach(console::print);
            return reaction.quits();
        } catch (CommandException e) {
            console.print(Tone.ERROR, format.apply(e.getMessage()));
            return false;
        }
    }

    /** Cuts a line so that it is refused: the beginning alone, say of "c", 20,000 blanks and "4", might be a command. */
    private static String cut(String line) {
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
    }
}
