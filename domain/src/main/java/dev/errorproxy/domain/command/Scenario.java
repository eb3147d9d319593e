package dev.errorproxy.domain.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Commands, one a line, with comments behind number signs. */
public final class Scenario {

    private Scenario() {}

    /**
     * Returns the commands of a text.
     *
     * @param providers the names that a target may have; empty for any
     * @throws CommandException if a line says no command that arms, limits or disarms; the message names the line's number
     */
    public static List<Command> parse(String text, Collection<String> providers) throws CommandException {
        List<Command> commands = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = Text.trim(Text.withoutComment(lines.get(i)));
            if (!line.isEmpty()) {
                commands.add(command(line, i + 1, providers));
            }
        }
        return List.copyOf(commands);
    }

    private static Command command(String line, int number, Collection<String> providers) throws CommandException {
        try {
            Command command = CommandParser.parse(line, providers);
            if (!command.concernsCalls()) {
                throw new CommandException(
                        Visible.quote(line) + " has no place in a scenario. It is made of faults, limits and n.");
            }
            return command;
        } catch (CommandException e) {
            throw new CommandException("line " + number + ": " + e.getMessage());
        }
    }
}
