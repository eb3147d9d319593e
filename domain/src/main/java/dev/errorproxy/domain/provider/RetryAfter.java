package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a client is told to wait, and in which form.
 *
 * @param form the form
 * @param time the time to wait; the same in headers, body and message; without meaning for {@link Form#NONE}
 */
public record RetryAfter(Form form, Duration time) {

    /** Two seconds, told as the provider tells it. */
    public static final RetryAfter USUAL = new RetryAfter(Form.USUAL, Duration.ofSeconds(2));

    /** No word of a wait: no header, no member of the body. */
    public static final RetryAfter NONE = new RetryAfter(Form.NONE, Duration.ZERO);

    public RetryAfter {
        requireNonNull(form, "form is null");
        requireNonNull(time, "time is null");
    }

    /** How a wait is told. */
    public enum Form {
        /** Wherever the provider tells it: header, body or both. */
        USUAL,
        /** Also in a {@code Retry-After} header in whole seconds, rounded up, even where the provider sends none. */
        SECONDS,
        /** Also in a {@code Retry-After} header as an HTTP date (RFC 9110, section 10.2.3). */
        DATE,
        /** Nowhere. */
        NONE
    }
}
