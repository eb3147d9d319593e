package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.providers.wire.Ids;
import java.time.Clock;

/** OpenRouter's generation ids: the time in seconds and random characters. */
final class GenerationIds {

    static final String FIELD = "X-Generation-Id";

    private final Clock clock;

    GenerationIds(Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    Id next() {
        return new Id("gen-" + clock.instant().getEpochSecond() + "-" + Ids.base58(20));
    }

    record Id(String value) {

        Header header() {
            return new Header(FIELD, value);
        }
    }
}
