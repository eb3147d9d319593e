package dev.errorproxy.providers.simulation;

import dev.errorproxy.domain.simulation.SimulatedAnswer;

/** One of a provider's operations, such as a chat completion; safe for use by many threads at once. */
@FunctionalInterface
public interface Operation {

    /** Returns the good answer; a request that is to be refused ends in {@link Refused}. */
    SimulatedAnswer answer(Inbound inbound);
}
