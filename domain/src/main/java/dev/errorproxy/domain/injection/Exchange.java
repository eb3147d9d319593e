package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.provider.Reply;

/** One request whose client waits for an answer: what can be done with it. Exactly one method is called, once. */
public interface Exchange {

    /** Answers with that reply; the upstream never hears of the call. */
    void answer(Reply reply);

    /** Passes the call on to the upstream, and its response back, both unchanged. */
    void forward();
}
