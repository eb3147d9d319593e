package dev.errorproxy.providers.simulation;

/** Ends the reading of a request that is refused; caught by {@link Simulation}, never seen outside. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        // Refusals are answers, not faults: nobody reads their stack.
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
