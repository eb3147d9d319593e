package dev.errorproxy.domain.command;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.provider.ErrorMode;
import java.util.List;

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
        Command command = CommandParser.parse(line);
        Execution execution = new Execution();
        command.on(execution);
        return execution.reaction;
    }

    /** Returns the current mode and the number of requests, a line each. */
    public List<String> status() {
        return List.of("Current mode: " + policy.describe(), "Requests handled: " + interceptor.requestsHandled());
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

        private Reaction reaction;

        @Override
        public void arm(ErrorMode mode, Amount amount) {
            policy.arm(mode, amount);
            status();
        }

        @Override
        public void disarm() {
            policy.disarm();
            status();
        }

        @Override
        public void status() {
            reaction = new Reaction(Operator.this.status(), false);
        }

        @Override
        public void help() {
            reaction = new Reaction(CommandParser.HELP, false);
        }

        @Override
        public void quit() {
            reaction = new Reaction(List.of(), true);
        }
    }
}
