package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.injection.Outcome.Strike;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** What is told of a call: once whether its fault struck, and once how it ended. This class is threadsafe. */
final class CallReport {

    private final Decision decision;
    private final ClientResponse response;
    private final Journal journal;
    private final long start = System.nanoTime();
    private final AtomicReference<Strike> strike = new AtomicReference<>(Strike.NONE);
    private final AtomicBoolean ended = new AtomicBoolean();

    CallReport(Decision decision, ClientResponse response, Journal journal) {
        this.decision = decision;
        this.response = response;
        this.journal = journal;
    }

    /** Tells that the fault struck. */
    void struck() {
        if (decision.fault().isPresent() && strike.compareAndSet(Strike.NONE, Strike.HIT)) {
            decision.claim().hit();
        }
    }

    /** Tells that there is nothing to strike, where nothing was struck yet. */
    void missed() {
        if (decision.fault().isPresent() && strike.compareAndSet(Strike.NONE, Strike.MISSED)) {
            decision.claim().missed();
        }
    }

    /** Tells how the call ended; returns false where that was told before. */
    boolean end(Ending ending, String detail) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        missed();
        journal.ended(
                decision,
                new Outcome(
                        ending,
                        response.sentStatus(),
                        response.bytes(),
                        response.events(),
                        Duration.ofNanos(System.nanoTime() - start),
                        strike.get(),
                        detail));
        return true;
    }

    /** Returns whether the call has ended. */
    boolean hasEnded() {
        return ended.get();
    }
}
