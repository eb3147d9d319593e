package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A refusal or a filter, which ends an answer in the way of an answer.
 *
 * @param kind which of both
 * @param message what is said to people in place of the usual words
 * @param reason what the answer gives as its reason in place of the dialect's own word
 */
public record Stop(Kind kind, Optional<String> message, Optional<String> reason) {

    public Stop {
        requireNonNull(kind, "kind is null");
        requireNonNull(message, "message is null");
        requireNonNull(reason, "reason is null");
    }

    /** What stops an answer. */
    public enum Kind {
        /** The model refuses. */
        REFUSED,
        /** A filter. */
        FILTERED
    }

    /** Returns whether the model refuses. */
    public boolean isRefused() {
        return kind == Kind.REFUSED;
    }

    Ending ending(Optional<String> note) {
        return new Ending(isRefused() ? Ending.Kind.REFUSED : Ending.Kind.FILTERED, reason, note);
    }
}
