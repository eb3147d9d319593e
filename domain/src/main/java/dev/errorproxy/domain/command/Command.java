package dev.errorproxy.domain.command;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Sequence;
import dev.errorproxy.domain.injection.Step;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Wording;
import java.util.Optional;
import java.util.OptionalLong;

/** What an operator can say in one line. */
public sealed interface Command {

    /** Calls the operation that this command names. */
    void on(Operations operations);

    /** Returns the command as the language writes it: reading it gives an equal command. */
    String text();

    /** Returns whether it says what happens to calls, and not something to the operator or the proxy. */
    default boolean concernsCalls() {
        return true;
    }

    /** The operations behind the commands. */
    interface Operations {

        /** Arms a sequence of faults. */
        void arm(Target target, Sequence sequence);

        /** Lets all calls pass. */
        void disarm();

        /** Takes away what is armed for that target. */
        void disarm(Target target);

        /** Limits requests and tokens per minute. */
        void limit(Target target, OptionalLong requests, OptionalLong tokens);

        /** Limits the tokens of a call. */
        void window(Target target, long tokens);

        /** Shows what is armed. */
        void status();

        /** Explains the commands, or the one of that name. */
        void help(Optional<String> word);

        /** Ends the proxy. */
        void quit();
    }

    /**
     * Arms a sequence of faults, or a single one.
     *
     * @param target whom it is meant for
     * @param sequence what happens to them
     */
    record Arm(Target target, Sequence sequence) implements Command {

        public Arm {
            requireNonNull(target, "target is null");
            requireNonNull(sequence, "sequence is null");
        }

        /** Creates a command that arms an error as the providers word it, for that much of all traffic. */
        public Arm(ErrorMode mode, Amount amount) {
            this(Target.ALL, Sequence.of(new Step(new Fault.Worded(mode, Wording.USUAL), amount)));
        }

        @Override
        public void on(Operations operations) {
            operations.arm(target, sequence);
        }

        @Override
        public String text() {
            return sequence.text(target);
        }
    }

    /**
     * Lets calls pass.
     *
     * @param target which; empty for all, whatever is armed
     */
    record Disarm(Optional<Target> target) implements Command {

        public Disarm {
            requireNonNull(target, "target is null");
        }

        /** Creates a command that lets all calls pass. */
        public Disarm() {
            this(Optional.empty());
        }

        /** Returns a command that takes away what is armed for that target, or everything if that is every call. */
        static Disarm of(Target target) {
            return new Disarm(Optional.of(target).filter(one -> !one.equals(Target.ALL)));
        }

        @Override
        public void on(Operations operations) {
            target.ifPresentOrElse(operations::disarm, operations::disarm);
        }

        @Override
        public String text() {
            return target.map(one -> "none " + one.text()).orElse("none");
        }
    }

    /**
     * Limits requests and tokens per minute, for each key and model.
     *
     * @param target whose
     * @param requests at least 1; empty for any number
     * @param tokens at least 1; empty for any number
     */
    record Limit(Target target, OptionalLong requests, OptionalLong tokens) implements Command {

        public Limit {
            requireNonNull(target, "target is null");
            requireNonNull(requests, "requests is null");
            requireNonNull(tokens, "tokens is null");
        }

        @Override
        public void on(Operations operations) {
            operations.limit(target, requests, tokens);
        }

        @Override
        public String text() {
            return "limit"
                    + (target.equals(Target.ALL) ? "" : " " + target.text())
                    + (requests.isPresent() ? " rpm=" + requests.getAsLong() : "")
                    + (tokens.isPresent() ? " tpm=" + tokens.getAsLong() : "");
        }
    }

    /**
     * Limits the tokens of a call.
     *
     * @param target whose
     * @param tokens at least 1
     */
    record Window(Target target, long tokens) implements Command {

        public Window {
            requireNonNull(target, "target is null");
        }

        @Override
        public void on(Operations operations) {
            operations.window(target, tokens);
        }

        @Override
        public String text() {
            return "window" + (target.equals(Target.ALL) ? "" : " " + target.text()) + " tokens=" + tokens;
        }
    }

    /** Shows what is armed. */
    record Status() implements Command {

        @Override
        public void on(Operations operations) {
            operations.status();
        }

        @Override
        public String text() {
            return "status";
        }

        @Override
        public boolean concernsCalls() {
            return false;
        }
    }

    /**
     * Explains the commands.
     *
     * @param word which; empty for all
     */
    record Help(Optional<String> word) implements Command {

        public Help {
            requireNonNull(word, "word is null");
        }

        /** Creates a command that explains all commands. */
        public Help() {
            this(Optional.empty());
        }

        @Override
        public void on(Operations operations) {
            operations.help(word);
        }

        @Override
        public String text() {
            return word.map(one -> "help " + one).orElse("help");
        }

        @Override
        public boolean concernsCalls() {
            return false;
        }
    }

    /** Ends the proxy. */
    record Quit() implements Command {

        @Override
        public void on(Operations operations) {
            operations.quit();
        }

        @Override
        public String text() {
            return "quit";
        }

        @Override
        public boolean concernsCalls() {
            return false;
        }
    }
}
