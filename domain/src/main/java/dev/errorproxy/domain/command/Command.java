package dev.errorproxy.domain.command;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.provider.ErrorMode;

/** What an operator can say in one line. */
public sealed interface Command {

    /** Calls the operation that this command names. */
    void on(Operations operations);

    /** The operations behind the commands. */
    interface Operations {

        /** Arms an error. */
        void arm(ErrorMode mode, Amount amount);

        /** Lets all calls pass. */
        void disarm();

        /** Shows the current mode. */
        void status();

        /** Explains the commands. */
        void help();

        /** Ends the proxy. */
        void quit();
    }

    /**
     * Arms an error.
     *
     * @param mode the kind of error
     * @param amount how much of the traffic it hits
     */
    record Arm(ErrorMode mode, Amount amount) implements Command {

        public Arm {
            requireNonNull(mode, "mode is null");
            requireNonNull(amount, "amount is null");
        }

        @Override
        public void on(Operations operations) {
            operations.arm(mode, amount);
        }
    }

    /** Lets all calls pass. */
    record Disarm() implements Command {

        @Override
        public void on(Operations operations) {
            operations.disarm();
        }
    }

    /** Shows the current mode. */
    record Status() implements Command {

        @Override
        public void on(Operations operations) {
            operations.status();
        }
    }

    /** Explains the commands. */
    record Help() implements Command {

        @Override
        public void on(Operations operations) {
            operations.help();
        }
    }

    /** Ends the proxy. */
    record Quit() implements Command {

        @Override
        public void on(Operations operations) {
            operations.quit();
        }
    }
}
