package dev.errorproxy.domain.injection;

/** Hears of every request twice: when it is decided and when it has ended. Implementations are threadsafe and quick. */
public interface Journal {

    /** Notes what was decided, before anything is done. */
    void decided(Decision decision);

    /** Notes how the request ended. */
    void ended(Decision decision, Outcome outcome);
}
