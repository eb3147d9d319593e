package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Header;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long a rate-limited client is told to wait: one figure, so that message, headers and body agree. */
final class Wait {

    static final int SECONDS = 2;

    /** The figure as OpenAI's and Google's messages write a duration. */
    static final String TEXT = SECONDS + "s";

    private Wait() {}

    /** Returns the {@code Retry-After} field in seconds (RFC 9110, section 10.2.3). */
    static Header retryAfter() {
        return new Header("Retry-After", Integer.toString(SECONDS));
    }

    /** Returns the end of a wait that begins now in whole seconds, rounded up: coming back at it is never too early. */
    static Instant end(Instant now) {
        return now.plusSeconds(SECONDS).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }
}
