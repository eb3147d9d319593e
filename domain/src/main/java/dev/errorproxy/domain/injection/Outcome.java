package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a request ended.
 *
 * @param ending who ended it
 * @param status the status sent to the client; empty where none was sent
 * @param bytes the body bytes sent to the client, without framing
 * @param events the events of a stream; empty where the body was no event stream, or an encoded one
 * @param took from the request's head to its end
 * @param strike what became of the fault
 * @param detail what went wrong, in words without secrets; empty where nothing did
 */
public record Outcome(
        Ending ending,
        OptionalInt status,
        long bytes,
        OptionalLong events,
        Duration took,
        Strike strike,
        String detail) {

    public Outcome {
        requireNonNull(ending, "ending is null");
        requireNonNull(took, "took is null");
        requireNonNull(strike, "strike is null");
        requireNonNull(detail, "detail is null");
    }

    /** Who ended a request. */
    public enum Ending {
        /** The answer, injected or the upstream's, reached its end. */
        COMPLETED,
        /** The fault ended it early. */
        STRUCK,
        /** The upstream gave no answer, and the proxy said so. */
        UPSTREAM_ERROR,
        /** The upstream's answer broke off, and so the client's did. */
        UPSTREAM_BROKE,
        /** The client went away. */
        CLIENT_GONE,
        /** The proxy ended, and did not wait for it any longer. */
        STOPPED
    }

    /** What became of the fault that a request was to meet. */
    public enum Strike {
        /** There was none. */
        NONE,
        /** It struck. */
        HIT,
        /** There was nothing to strike: no stream, or one that had ended before; the client or the upstream was gone. */
        MISSED
    }
}
