package dev.errorproxy.domain.command;

import java.util.Collection;
import java.util.List;

/** The scenarios that come with the proxy. */
public final class Presets {

    private static final List<String> NAMES =
            List.of("flaky", "rate-limited", "outage", "overloaded-evening", "brutal");

    private Presets() {}

    /** Returns their names, the mildest first. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns the text of a scenario, with a comment that says what it plays.
     *
     * @throws CommandException if there is none of that name
     */
    public static String text(String name) throws CommandException {
        if (!NAMES.contains(name)) {
            throw new CommandException("Unknown preset " + Visible.quote(name) + "." + Nearest.question(name, NAMES)
                    + " Presets are " + String.join(", ", NAMES) + ".");
        }
        return Resource.text("presets/" + name + ".txt");
    }

    /**
     * Returns the commands of a scenario.
     *
     * @param providers the names that a target may have; empty for any
     * @throws CommandException if there is none of that name
     */
    public static List<Command> commands(String name, Collection<String> providers) throws CommandException {
        return Scenario.parse(text(name), providers);
    }
}
