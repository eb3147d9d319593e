package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client stands with its rate limits at one call.
 *
 * @param requests the requests per minute; empty where they are not limited
 * @param tokens the tokens per minute; empty where they are not limited
 * @param requested the tokens that the call asks for, zero where tokens are not limited
 * @param exceeded which limit the call breaks; empty where it passes
 * @param shortfall how long until the call would pass; zero where it passes
 */
public record Standing(
        Optional<Allowance> requests,
        Optional<Allowance> tokens,
        long requested,
        Optional<Limited> exceeded,
        Duration shortfall) {

    public Standing {
        requireNonNull(requests, "requests is null");
        requireNonNull(tokens, "tokens is null");
        requireNonNull(exceeded, "exceeded is null");
        requireNonNull(shortfall, "shortfall is null");
    }

    /** What is limited. */
    public enum Limited {
        /** Requests per minute. */
        REQUESTS,
        /** Tokens per minute. */
        TOKENS
    }
}
