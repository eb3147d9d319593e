package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Allowance;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code anthropic-ratelimit-*} fields, by Anthropic's rate-limits page and as reported in anthropic-sdk-typescript
 * (#357, #358).
 */
final class AnthropicLimits {

    static final int INPUT_TOKENS_PER_MINUTE = 30_000;
    private static final int REQUESTS_PER_MINUTE = 50;
    private static final int OUTPUT_TOKENS_PER_MINUTE = 8_000;

    private final Wait wait;
    private final List<Header> fields = new ArrayList<>();

    private AnthropicLimits(Wait wait) {
        this.wait = wait;
    }

    /** Returns the fields of a small account whose input tokens are used up. */
    static List<Header> usedUp(Wait wait) {
        AnthropicLimits limits = new AnthropicLimits(wait);
        limits.add("requests", new Allowance(REQUESTS_PER_MINUTE, REQUESTS_PER_MINUTE - 1, wait.time()));
        // The total is that of both directions, of which only the output is left.
        limits.add(
                "tokens",
                new Allowance(
                        INPUT_TOKENS_PER_MINUTE + OUTPUT_TOKENS_PER_MINUTE, OUTPUT_TOKENS_PER_MINUTE, wait.time()));
        limits.add("input-tokens", new Allowance(INPUT_TOKENS_PER_MINUTE, 0, wait.time()));
        limits.add("output-tokens", new Allowance(OUTPUT_TOKENS_PER_MINUTE, OUTPUT_TOKENS_PER_MINUTE, Duration.ZERO));
        return limits.fields;
    }

    /** Returns the fields of a standing, whose tokens are those of the input. */
    static List<Header> of(Standing standing, Wait wait) {
        AnthropicLimits limits = new AnthropicLimits(wait);
        standing.requests().ifPresent(allowance -> limits.add("requests", allowance));
        standing.tokens().ifPresent(allowance -> {
            limits.add("tokens", allowance);
            limits.add("input-tokens", allowance);
        });
        return limits.fields;
    }

    private void add(String what, Allowance allowance) {
        String prefix = "anthropic-ratelimit-" + what;
        fields.add(new Header(prefix + "-limit", Long.toString(allowance.limit())));
        fields.add(new Header(prefix + "-remaining", Long.toString(allowance.remaining())));
        if (wait.isTold()) {
            fields.add(new Header(prefix + "-reset", reset(allowance).toString()));
        }
    }

    /** Returns when all is there again, in whole seconds: later rather than earlier where something is missing. */
    private Instant reset(Allowance allowance) {
        return allowance.reset().isZero()
                ? wait.now().truncatedTo(ChronoUnit.SECONDS)
                : wait.during(allowance.reset()).end();
    }
}
