package dev.errorproxy.domain.limit;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.util.List;
import java.util.Optional;

/**
 * What the limits say of a call.
 *
 * @param refusal how it is refused; empty where it passes
 * @param added header fields for the answer to a call that passes, by which the client learns how it stands
 * @param notes what is to be logged, such as why a limit could not be applied
 */
public record Verdict(Optional<Refusal> refusal, List<Header> added, List<String> notes) {

    /** Nothing to say: the call passes. */
    public static final Verdict NONE = new Verdict(Optional.empty(), List.of(), List.of());

    public Verdict {
        requireNonNull(refusal, "refusal is null");
        added = List.copyOf(added);
        notes = List.copyOf(notes);
    }

    /**
     * An answer in place of the upstream's.
     *
     * @param what {@code limit} or {@code window}
     * @param reply the error as the provider words it, with the true figures
     */
    public record Refusal(String what, Reply reply) {

        public Refusal {
            requireNonNull(what, "what is null");
            requireNonNull(reply, "reply is null");
        }
    }
}
