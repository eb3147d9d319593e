package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

/**
 * How many tokens a request has.
 *
 * @param tokens the tokens of its input
 * @param counter by what they were counted, such as {@code o200k_base}
 */
public record TokenCount(long tokens, String counter) {

    public TokenCount {
        requireNonNull(counter, "counter is null");
    }
}
