package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the policy says of a call.
 *
 * @param action what is to be done with it
 * @param delay how long to wait before that
 * @param claim whom to tell whether the fault struck
 * @param notes what is to be logged, a line each
 */
public record Ruling(Action action, Duration delay, Claim claim, List<String> notes) {

    /** To let it pass, and nothing else. */
    public static final Ruling PASS = new Ruling(Action.FORWARD, Duration.ZERO, Claim.NONE, List.of());

    public Ruling {
        requireNonNull(action, "action is null");
        requireNonNull(delay, "delay is null");
        requireNonNull(claim, "claim is null");
        notes = List.copyOf(notes);
    }

    /** Returns a ruling that does this and no more. */
    static Ruling just(Action action) {
        return new Ruling(action, Duration.ZERO, Claim.NONE, List.of());
    }

    /** Returns a ruling that lets the call pass, these header fields added to its response. */
    static Ruling passing(List<Header> added) {
        return added.isEmpty() ? PASS : just(new Action.Forward(Optional.empty(), added));
    }

    /** Returns a ruling that lets the call pass because its provider has no words for the fault. */
    static Ruling unwordable(Fault fault, Provider provider, List<Header> added) {
        return passing(added).noting(List.of(provider.name() + " can't word '" + fault.text() + "': passed"));
    }

    /** Returns this ruling with more to be logged. */
    Ruling noting(List<String> more) {
        return more.isEmpty()
                ? this
                : new Ruling(
                        action,
                        delay,
                        claim,
                        Stream.concat(more.stream(), notes.stream()).toList());
    }
}
