package dev.errorproxy.jetty;

import java.time.Duration;

/**
 * How fast simulated providers generate.
 *
 * @param firstToken how long the first token takes
 * @param tokensPerSecond how fast the others follow; 0 for at once
 */
public record Pace(Duration firstToken, double tokensPerSecond) {

    private static final double NANOS_PER_SECOND = 1e9;

    public Pace {
        if (firstToken.isNegative()) {
            throw new IllegalArgumentException("firstToken is negative: " + firstToken);
        }
        if (!(tokensPerSecond >= 0)) {
            throw new IllegalArgumentException("tokensPerSecond is not at least 0: " + tokensPerSecond);
        }
    }

    /** Returns when that many tokens have been generated, in nanoseconds from the beginning; 0 for no tokens. */
    long nanosUntil(long tokens) {
        if (tokens == 0) {
            return 0;
        }
        double others = tokensPerSecond == 0 ? 0 : (tokens - 1) / tokensPerSecond * NANOS_PER_SECOND;
        return firstToken.toNanos() + (long) others;
    }
}
