package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a client may still use of something that is limited per minute.
 *
 * @param limit how much there is per minute
 * @param remaining how much is left
 * @param reset how long until all of it is there again
 */
public record Allowance(long limit, long remaining, Duration reset) {

    public Allowance {
        requireNonNull(reset, "reset is null");
    }
}
