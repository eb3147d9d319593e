package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator overrules of a provider's own words; what is empty stays as the provider has it.
 *
 * @param status the HTTP status, 200 to 599
 * @param message the message for people
 * @param code the error's code, or what the provider has in its place
 * @param form which of several shapes a stream's error frame takes, by a name that the provider gives
 * @param retryAfter how long a client is told to wait
 */
public record Wording(
        OptionalInt status,
        Optional<String> message,
        Optional<String> code,
        Optional<String> form,
        RetryAfter retryAfter) {

    /** The provider's own words. */
    public static final Wording USUAL =
            new Wording(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), RetryAfter.USUAL);

    public Wording {
        requireNonNull(status, "status is null");
        requireNonNull(message, "message is null");
        requireNonNull(code, "code is null");
        requireNonNull(form, "form is null");
        requireNonNull(retryAfter, "retryAfter is null");
    }

    /** Returns this wording with another wait. */
    public Wording withRetryAfter(RetryAfter other) {
        return new Wording(status, message, code, form, other);
    }
}
