package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Allowance;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Standing;
import java.util.ArrayList;
import java.util.List;

/** OpenRouter's {@code X-RateLimit-*} fields, whose reset is a time in milliseconds (openclaude#936, atlas#543). */
final class OpenRouterLimits {

    private OpenRouterLimits() {}

    /** Returns the fields of the broken limit, or else of requests, or else of tokens: there is one set only. */
    static List<Header> of(Standing standing, Wait wait) {
        return Broken.of(standing)
                .map(Broken::allowance)
                .or(standing::requests)
                .or(standing::tokens)
                .map(allowance -> of(allowance, wait))
                .orElse(List.of());
    }

    static List<Header> of(Allowance allowance, Wait wait) {
        List<Header> fields = new ArrayList<>();
        fields.add(new Header("X-RateLimit-Limit", Long.toString(allowance.limit())));
        fields.add(new Header("X-RateLimit-Remaining", Long.toString(allowance.remaining())));
        if (wait.isTold()) {
            fields.add(new Header(
                    "X-RateLimit-Reset",
                    Long.toString(wait.during(allowance.reset()).end().toEpochMilli())));
        }
        return fields;
    }
}
