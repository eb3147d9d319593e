package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.provider.Allowance;
import java.time.Duration;

/**
 * A bucket that holds what may be used in a minute, is full at first, and fills all the time at that rate.
 *
 * <p>It counts in 60-millionths of what it holds: as many of them as the limit run in per microsecond, so that all figures are
 * whole numbers and exact. Times are microseconds of one clock. This class is not threadsafe.
 */
final class TokenBucket {

    /** The highest limit; a higher one is taken for this, which no client exhausts. */
    static final long MOST = 50_000_000_000L;

    private static final long MINUTE = 60_000_000L;

    private final long limit;
    private long level;
    private long at;

    /** Creates a full bucket. */
    TokenBucket(long perMinute, long now) {
        limit = Math.min(perMinute, MOST);
        level = limit * MINUTE;
        at = now;
    }

    /** Lets in what came since; a time before the last one changes nothing. */
    void fill(long now) {
        long elapsed = Math.max(0, Math.min(MINUTE, now - at));
        level = Math.min(limit * MINUTE, level + elapsed * limit);
        at += Math.max(0, now - at);
    }

    /** Returns whether there is that much. */
    boolean has(long amount) {
        return amount <= limit && amount * MINUTE <= level;
    }

    /** Takes that much, which has to be there. */
    void take(long amount) {
        level -= amount * MINUTE;
    }

    /**
     * Returns the microseconds until there is that much; zero where there is.
     *
     * <p>For more than the bucket can hold this never comes: then the time until it is full, at least one microsecond.
     */
    long until(long amount) {
        return amount > limit ? Math.max(1, untilHolds(limit)) : untilHolds(amount);
    }

    private long untilHolds(long amount) {
        long missing = amount * MINUTE - level;
        return missing <= 0 ? 0 : (missing + limit - 1) / limit;
    }

    /** Returns what a client is told of it. */
    Allowance allowance() {
        return new Allowance(limit, level / MINUTE, Duration.ofNanos(1000 * untilHolds(limit)));
    }
}
