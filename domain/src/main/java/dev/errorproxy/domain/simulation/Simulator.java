package dev.errorproxy.domain.simulation;

import dev.errorproxy.domain.provider.Call;

/**
 * Plays a provider: answers its calls in its own wire format, without a network.
 *
 * <p>A {@link dev.errorproxy.domain.provider.Provider} that implements this interface too is available offline.
 * Implementations are safe for use by many threads at once.
 */
public interface Simulator {

    /**
     * Returns what the provider would answer.
     *
     * <p>Nothing in a request makes this throw: what the provider would refuse is answered as it would refuse it.
     *
     * @param call the request's head, its path without a provider's name before it
     * @param body the request's body, empty where there is none
     * @param replyTokens how many tokens an answer has at most, even where the request allows more; at least 1
     */
    SimulatedAnswer answer(Call call, byte[] body, int replyTokens);
}
