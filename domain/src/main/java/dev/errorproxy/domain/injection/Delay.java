package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Notation;
import java.time.Duration;

/**
 * How long a call waits before anything else, each length within the bounds being as likely.
 *
 * @param least not negative
 * @param most not less than that
 */
public record Delay(Duration least, Duration most) {

    public Delay {
        requireNonNull(least, "least is null");
        if (least.isNegative() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException("delay is from " + least + " to " + most);
        }
    }

    /** Creates a delay that is always the same. */
    public Delay(Duration length) {
        this(length, length);
    }

    /** Returns the length for a random number, which is at least 0 and below 1. */
    Duration length(double random) {
        return least.plusNanos((long) (most.minus(least).toNanos() * random));
    }

    /** Returns the delay as the command language writes it. */
    public String text() {
        String from = Notation.duration(least);
        return least.equals(most) ? from : from + ".." + Notation.duration(most);
    }
}
