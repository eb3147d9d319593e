package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.How;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.stream.BodyStrike;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is to be done with a call. */
public sealed interface Action {

    /** To pass the call on, and nothing else. */
    Action FORWARD = new Forward(Optional.empty(), List.of());

    /** Does it. */
    void on(Exchange exchange);

    /** Returns the fault behind it; empty where there is none. */
    Optional<Fault> fault();

    /** Returns whether the fault is the decision's delay and nothing else, so that it strikes as soon as that begins. */
    default boolean isDelay() {
        return false;
    }

    /**
     * Passes the call on.
     *
     * @param cause the fault, which is nothing but the decision's delay; empty where there is none
     * @param added header fields for the client's response
     */
    record Forward(Optional<Fault> cause, List<Header> added) implements Action {

        public Forward {
            requireNonNull(cause, "cause is null");
            added = List.copyOf(added);
        }

        @Override
        public void on(Exchange exchange) {
            exchange.forward(added);
        }

        @Override
        public Optional<Fault> fault() {
            return cause;
        }

        @Override
        public boolean isDelay() {
            return cause.isPresent();
        }
    }

    /**
     * Answers in place of the upstream.
     *
     * @param cause the fault
     * @param reply the error as the provider words it
     */
    record Answer(Fault cause, Reply reply) implements Action {

        public Answer {
            requireNonNull(cause, "cause is null");
            requireNonNull(reply, "reply is null");
        }

        @Override
        public void on(Exchange exchange) {
            exchange.answer(reply);
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(cause);
        }
    }

    /**
     * Answers a request about which nothing can be decided: its own command can't be read, or the provider fails.
     *
     * @param reason what is wrong, in one line
     * @param reply the same as the provider would word it
     */
    record Refuse(String reason, Reply reply) implements Action {

        public Refuse {
            requireNonNull(reason, "reason is null");
            requireNonNull(reply, "reply is null");
        }

        @Override
        public void on(Exchange exchange) {
            exchange.refuse(reason, reply);
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.empty();
        }
    }

    /**
     * Passes the call on, and strikes the body of its response.
     *
     * @param cause the fault
     * @param strike what is done to the body
     * @param added header fields for the client's response
     */
    record ForwardStruck(Fault cause, BodyStrike strike, List<Header> added) implements Action {

        public ForwardStruck {
            requireNonNull(cause, "cause is null");
            requireNonNull(strike, "strike is null");
            added = List.copyOf(added);
        }

        @Override
        public void on(Exchange exchange) {
            exchange.forwardStruck(strike, added);
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(cause);
        }
    }

    /**
     * Passes the call on over a narrow line.
     *
     * @param cause the fault
     * @param bytesPerSecond the width, each way
     * @param added header fields for the client's response
     */
    record Throttle(Fault cause, long bytesPerSecond, List<Header> added) implements Action {

        public Throttle {
            requireNonNull(cause, "cause is null");
            added = List.copyOf(added);
        }

        @Override
        public void on(Exchange exchange) {
            exchange.throttle(bytesPerSecond, added);
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(cause);
        }
    }

    /**
     * Breaks the connection.
     *
     * @param cause the fault
     * @param how in which way
     * @param length how long it takes; empty for until the client gives up, and wherever it takes no time
     */
    record Break(Fault cause, How how, Optional<Duration> length) implements Action {

        public Break {
            requireNonNull(cause, "cause is null");
            requireNonNull(how, "how is null");
            requireNonNull(length, "length is null");
        }

        @Override
        public void on(Exchange exchange) {
            exchange.breakConnection(how, length);
        }

        @Override
        public Optional<Fault> fault() {
            return Optional.of(cause);
        }
    }
}
