package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Reply;
import java.util.Optional;

/** What is to be done with a call. */
public sealed interface Action {

    /** Does it. */
    void on(Exchange exchange);

    /** Returns the kind of error that this injects; empty where it injects none. */
    Optional<ErrorMode> injects();

    /** Passes the call on. */
    record Forward() implements Action {

        @Override
        public void on(Exchange exchange) {
            exchange.forward();
        }

        @Override
        public Optional<ErrorMode> injects() {
            return Optional.empty();
        }
    }

    /**
     * Answers in place of the upstream.
     *
     * @param mode the kind of error
     * @param reply the error as the provider words it
     */
    record Answer(ErrorMode mode, Reply reply) implements Action {

        public Answer {
            requireNonNull(mode, "mode is null");
            requireNonNull(reply, "reply is null");
        }

        @Override
        public void on(Exchange exchange) {
            exchange.answer(reply);
        }

        @Override
        public Optional<ErrorMode> injects() {
            return Optional.of(mode);
        }
    }
}
