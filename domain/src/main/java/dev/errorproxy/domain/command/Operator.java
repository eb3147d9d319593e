package dev.errorproxy.domain.command;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Sequence;
import dev.errorproxy.domain.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * Carries out what an operator says, whatever way it came.
 *
 * <p>This class is threadsafe.
 */
public final class Operator {

    private final InjectionPolicy policy;
    private final Interceptor interceptor;

    /** Creates an operator of that policy, whose requests that interceptor counts. */
    public Operator(InjectionPolicy policy, Interceptor interceptor) {
        this.policy = requireNonNull(policy, "policy is null");
        this.interceptor = requireNonNull(interceptor, "interceptor is null");
    }

    /**
     * Carries out one line, and returns what is to be shown for it.
     *
     * @throws CommandException if the line says no command; nothing has changed then
     */
    public Reaction execute(String line) throws CommandException {
        Execution execution = new Execution();
        CommandParser.parse(line, providers()).on(execution);
        return execution.reaction();
    }

    /**
     * Carries out all commands of a scenario, and returns what is to be shown for them.
     *
     * @throws CommandException if a line says no command; nothing has changed then
     */
    public Reaction play(String scenario) throws CommandException {
        List<Command> commands = Scenario.parse(scenario, providers());
        Execution execution = new Execution();
        commands.forEach(command -> command.on(execution));
        return execution.reaction();
    }

    /** Returns the names of the providers that a target may have. */
    public List<String> providers() {
        return StreamSupport.stream(interceptor.providers().spliterator(), false)
                .map(Provider::name)
                .toList();
    }

    /** Returns what may stand in place of the last word of a line that was typed so far; blanks part words. */
    public List<String> completions(String soFar) {
        return Grammar.completions(soFar, providers());
    }

    /** Returns the current mode, the number of requests, and what is armed for others than every call, a line each. */
    public List<String> status() {
        return status(policy.describeTargets());
    }

    private List<String> status(List<String> targets) {
        List<String> lines = new ArrayList<>();
        lines.add("Current mode: " + policy.describe());
        lines.add("Requests handled: " + interceptor.requestsHandled());
        lines.addAll(targets);
        return lines;
    }

    /**
     * What is to be shown and done after a command.
     *
     * @param lines what is to be shown
     * @param quits whether the proxy is to end
     */
    public record Reaction(List<String> lines, boolean quits) {

        public Reaction {
            lines = List.copyOf(lines);
        }
    }

    private final class Execution implements Command.Operations {

        private final List<String> notes = new ArrayList<>();
        private Optional<List<String>> shown = Optional.empty();
        private boolean quits;

        Reaction reaction() {
            List<String> lines = new ArrayList<>(shown.orElseGet(Operator.this::status));
            lines.addAll(notes);
            return new Reaction(lines, quits);
        }

        @Override
        public void arm(Target target, Sequence sequence) {
            policy.arm(target, sequence);
            notes.addAll(Unworded.notes(target, sequence, interceptor.providers()));
        }

        @Override
        public void disarm() {
            policy.disarm();
        }

        @Override
        public void disarm(Target target) {
            policy.disarm(target);
        }

        @Override
        public void limit(Target target, OptionalLong requests, OptionalLong tokens) {
            policy.limit(target, requests, tokens);
        }

        @Override
        public void window(Target target, long tokens) {
            policy.window(target, tokens);
        }

        @Override
        public void status() {
            shown = Optional.of(Operator.this.status(policy.describeAll()));
        }

        @Override
        public void help(Optional<String> word) {
            shown = Optional.of(word.flatMap(Grammar::find).map(Help::of).orElse(CommandParser.HELP));
        }

        @Override
        public void quit() {
            shown = Optional.of(List.of());
            quits = true;
        }
    }
}
