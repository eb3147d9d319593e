package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.fault.How;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.stream.BodyStrike;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One request whose client waits for an answer: what can be done with it. Exactly one method is called, once. */
public interface Exchange {

    /** Passes the call on to the upstream, and its response back with these header fields added. */
    void forward(List<Header> added);

    /** Answers with that reply; the upstream never hears of the call. */
    void answer(Reply reply);

    /** Answers, for that reason, a request about which nothing can be decided; the upstream never hears of it. */
    void refuse(String reason, Reply reply);

    /** Passes the call on, and strikes the body of its response, to which these header fields are added. */
    void forwardStruck(BodyStrike strike, List<Header> added);

    /** Passes the call on, at most so many bytes a second each way, with these header fields added to its response. */
    void throttle(long bytesPerSecond, List<Header> added);

    /**
     * Breaks the connection.
     *
     * @param length how long that takes; empty for until the client gives up, and wherever it takes no time
     */
    void breakConnection(How how, Optional<Duration> length);
}
