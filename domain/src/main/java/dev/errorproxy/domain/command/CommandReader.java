package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.injection.Sequence;
import dev.errorproxy.domain.injection.Step;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes commands of one clause. */
final class CommandReader {

    private static final String LIMIT = "Write limit rpm=10 tpm=20000 with one of them or both.";

    private final Word word;
    private final Clause clause;
    private final Collection<String> providers;

    private CommandReader(String text, Collection<String> providers) throws CommandException {
        this.word = CommandParser.word(text);
        this.clause = Clause.of(text);
        this.providers = providers;
    }

    /** Returns the command that the text says. */
    static Command read(String text, Collection<String> providers) throws CommandException {
        CommandReader reader = new CommandReader(text, providers);
        if (reader.word.isFault()) {
            return reader.fault();
        }
        return switch (reader.word.name()) {
            case "none" -> reader.none();
            case "limit" -> reader.limit();
            case "window" -> reader.window();
            case "help" -> reader.help();
            case "status" -> reader.plain(new Command.Status());
            case "quit" -> reader.plain(new Command.Quit());
            default -> throw new IllegalStateException("nothing is known of " + reader.word.name());
        };
    }

    private Command fault() throws CommandException {
        Optional<Step> step = StepText.fault(word, clause);
        Target target = target();
        return step.<Command>map(one -> new Command.Arm(target, Sequence.of(one)))
                .orElseGet(() -> Command.Disarm.of(target));
    }

    private Command none() throws CommandException {
        clause.takesNoAmount("Type just " + clause.word() + ".");
        clause.takesNoOptions("Type just " + clause.word() + ", or a sequence such as n for=30s, r 3.");
        return Command.Disarm.of(target());
    }

    private Command limit() throws CommandException {
        clause.takesNoAmount(LIMIT);
        Settings settings = new Settings(word, clause.options());
        OptionalLong requests = settings.number("rpm");
        OptionalLong tokens = settings.number("tpm");
        if (requests.isEmpty() && tokens.isEmpty()) {
            throw new CommandException("'limit' needs a number. " + LIMIT);
        }
        return new Command.Limit(target(), requests, tokens);
    }

    private Command window() throws CommandException {
        clause.takesNoAmount("Write window tokens=8192.");
        long tokens = new Settings(word, clause.options()).number("tokens").orElseThrow();
        return new Command.Window(target(), tokens);
    }

    private Command help() throws CommandException {
        String right = "Type help, or help and a word such as stream-error.";
        clause.takesNoTarget(right);
        clause.takesNoOptions(right);
        String name = clause.bareText();
        if (name.isEmpty()) {
            return new Command.Help(Optional.empty());
        }
        Word about = Grammar.find(name).orElseThrow(() -> CommandParser.unknown("No help for ", name, name));
        return new Command.Help(Optional.of(about.name()));
    }

    private Command plain(Command command) throws CommandException {
        String right = "Type just " + clause.word() + ".";
        clause.takesNoAmount(right);
        clause.takesNoTarget(right);
        clause.takesNoOptions(right);
        return command;
    }

    private Target target() throws CommandException {
        return TargetReader.read(clause.targets(), providers);
    }
}
