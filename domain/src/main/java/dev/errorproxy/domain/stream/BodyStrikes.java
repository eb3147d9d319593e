package dev.errorproxy.domain.stream;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;

/** Makes strikes of faults. */
public final class BodyStrikes {

    private BodyStrikes() {}

    /**
     * Returns the strike of that fault at the answer to that provider's call, of which has to be known whether it asks for a
     * stream.
     *
     * <p>All but {@link BodyFault.CutBody} strike streams only: an answer of status 200 that is a {@code text/event-stream}
     * or, where the call asks for a stream, an {@code application/json} array. A moment in the middle of an event is put off
     * to the event's end by all that put something into the stream or change its events; the others strike right there.
     * {@code after=0} strikes before any byte, in an array behind its bracket.
     */
    public static BodyStrike of(BodyFault fault, Provider provider, Call call) {
        return fault.match(new StrikesOfCall(provider, call));
    }
}
