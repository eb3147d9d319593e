package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Allowance;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.Standing.Limited;
import java.util.Optional;

/**
 * The limit that a call breaks.
 *
 * @param which requests or tokens
 * @param allowance its figures
 * @param requested how much of it the call asks for
 */
record Broken(Limited which, Allowance allowance, long requested) {

    /** Returns the broken limit; empty where the standing does not say which one it is. */
    static Optional<Broken> of(Standing standing) {
        return standing.exceeded().flatMap(which -> switch (which) {
            case REQUESTS -> standing.requests().map(allowance -> new Broken(which, allowance, 1));
            case TOKENS -> standing.tokens().map(allowance -> new Broken(which, allowance, standing.requested()));
        });
    }

    boolean isOfTokens() {
        return which == Limited.TOKENS;
    }

    long limit() {
        return allowance.limit();
    }

    long used() {
        return Math.max(0, allowance.limit() - allowance.remaining());
    }

    /** Returns whether the call asks for more than there ever is, so that waiting is of no use. */
    boolean isHopeless() {
        return requested > allowance.limit();
    }
}
