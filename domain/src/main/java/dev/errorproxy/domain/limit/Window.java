package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.TokenCount;
import dev.errorproxy.domain.routing.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The most tokens that a call which the target covers may have. This class is threadsafe. */
final class Window implements Limit {

    private final Target target;
    private final long tokens;
    private final Counters counters = new Counters();
    private final LongAdder passed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Window(Target target, long tokens) {
        this.target = target;
        this.tokens = tokens;
    }

    @Override
    public Target target() {
        return target;
    }

    /** Returns what is to be said of the call. */
    Verdict judge(Route route, Optional<TokenCount> count) {
        Provider provider = route.provider();
        if (count.isEmpty()) {
            return noted(provider.name() + " can't count tokens: window not applied");
        }
        counters.note(count.get());
        if (count.get().tokens() <= tokens) {
            passed.increment();
            return Verdict.NONE;
        }
        return provider.tooLong(count.get(), tokens, route.call())
                .map(reply -> {
                    refused.increment();
                    return new Verdict(Optional.of(new Verdict.Refusal("window", reply)), List.of(), List.of());
                })
                .orElseGet(() -> noted(provider.name() + " can't word 'context-length': passed"));
    }

    private static Verdict noted(String note) {
        return new Verdict(Optional.empty(), List.of(), List.of(note));
    }

    @Override
    public String describe() {
        String whose = target.text().isEmpty() ? "" : " " + target.text();
        return "window tokens=" + tokens + whose + ": passed " + passed + ", refused " + refused + counters.describe();
    }
}
