package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.fault.Fault;

/** Hears of every request twice: when it is decided and when it has ended. Implementations are threadsafe and quick. */
public interface Journal {

    /** Notes what was decided, before anything is done. */
    void decided(Decision decision);

    /** Notes that a connection was refused when it was accepted, before anything was read of it. */
    void refused(Fault fault);

    /** Notes how the request ended. */
    void ended(Decision decision, Outcome outcome);
}
