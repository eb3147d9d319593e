package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Allowance;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.Standing.Limited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The figures of OpenAI's rate limits, its words and the {@code x-ratelimit-*} fields that tell them (open-webui#3743). */
final class OpenAiLimits {

    private static final long TOKENS_PER_MINUTE = 30_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final String ORGANIZATION = "org-7Hq2mXvT9cKpLw3ZnRb5YdFa";

    private static final String MORE = "https://platform.openai.com/account/rate-limits to learn more.";

    private OpenAiLimits() {}

    /** Returns a small account whose tokens are used up, and a request for as many as come back within the wait. */
    static Standing usedUp(Duration wait) {
        boolean longer = wait.compareTo(MINUTE) > 0;
        long requested = longer ? TOKENS_PER_MINUTE : TOKENS_PER_MINUTE * wait.toMillis() / MINUTE.toMillis();
        Duration full = longer ? wait : MINUTE;
        return new Standing(
                // Until the budget is full again: one request of 500 a minute, and all tokens of a minute.
                Optional.of(new Allowance(500, 499, Duration.ofMillis(120))),
                Optional.of(new Allowance(TOKENS_PER_MINUTE, 0, full)),
                requested,
                Optional.of(Limited.TOKENS),
                wait);
    }

    /** Returns the fields, of which the resets tell a wait. */
    static List<Header> fields(Standing standing, boolean resets) {
        List<Header> fields = new ArrayList<>();
        add(fields, "limit", standing, allowance -> Long.toString(allowance.limit()));
        add(fields, "remaining", standing, allowance -> Long.toString(allowance.remaining()));
        if (resets) {
            add(fields, "reset", standing, allowance -> Durations.text(allowance.reset()));
        }
        return fields;
    }

    /** Returns what is said to whom breaks a limit (goose#322), or asks for more than there ever is. */
    static String words(Broken broken, String model, Wait wait) {
        String limit = broken.isOfTokens() ? "tokens per min (TPM)" : "requests per min (RPM)";
        String where = model + " in organization " + ORGANIZATION + " on " + limit + ": Limit " + broken.limit();
        if (broken.isHopeless()) {
            return "Request too large for " + where + ", Requested " + broken.requested()
                    + ". The input or output tokens must be reduced in order to run successfully. Visit " + MORE;
        }
        return "Rate limit reached for " + where + ", Used " + broken.used() + ", Requested " + broken.requested() + "."
                + wait.phrase(" Please try again in ", ".") + " Visit " + MORE;
    }

    private static void add(List<Header> fields, String what, Standing standing, Function<Allowance, String> value) {
        String prefix = "x-ratelimit-" + what;
        standing.requests().map(value).ifPresent(text -> fields.add(new Header(prefix + "-requests", text)));
        standing.tokens().map(value).ifPresent(text -> fields.add(new Header(prefix + "-tokens", text)));
    }
}
