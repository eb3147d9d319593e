package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.TokenCount;
import dev.errorproxy.domain.routing.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests and tokens per minute of each key and model that the target covers.
 *
 * <p>Of more than {@value #MOST_CLIENTS} the one that asked longest ago is forgotten, and begins anew. This class is
 * threadsafe.
 */
final class RateLimit implements Limit {

    static final int MOST_CLIENTS = 10_000;

    private final Target target;
    private final OptionalLong rpm;
    private final OptionalLong tpm;
    private final Map<Client, Pair> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Client, Pair> eldest) {
            return size() > MOST_CLIENTS;
        }
    };
    private final Counters counters = new Counters();
    private final LongAdder passed = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder early = new LongAdder();

    RateLimit(Target target, OptionalLong rpm, OptionalLong tpm) {
        this.target = target;
        this.rpm = rpm;
        this.tpm = tpm;
    }

    @Override
    public Target target() {
        return target;
    }

    /** Returns whether the tokens of calls matter. */
    boolean limitsTokens() {
        return tpm.isPresent();
    }

    /** Returns what is to be said of the call, which takes of the buckets if it passes; the time is in microseconds. */
    Verdict judge(Route route, Optional<TokenCount> count, long now) {
        Provider provider = route.provider();
        Call call = route.call();
        count.ifPresent(counters::note);
        List<String> notes = limitsTokens() && count.isEmpty()
                ? List.of(provider.name() + " can't count tokens: tpm not applied")
                : List.of();
        Pair.Answer answer =
                pair(Client.of(route), now).ask(count.map(TokenCount::tokens).orElse(0L), now);
        Standing standing = answer.standing();
        if (standing.exceeded().isEmpty()) {
            passed.increment();
            return new Verdict(Optional.empty(), provider.standing(standing, call), notes);
        }
        Optional<Reply> reply = provider.limited(standing, call);
        if (reply.isEmpty()) {
            return new Verdict(
                    Optional.empty(), List.of(), List.of(provider.name() + " can't word 'rate-limit': passed"));
        }
        limited.increment();
        if (answer.early()) {
            early.increment();
        }
        return new Verdict(Optional.of(new Verdict.Refusal("limit", reply.get())), List.of(), notes);
    }

    private Pair pair(Client client, long now) {
        synchronized (clients) {
            return clients.computeIfAbsent(client, anyone -> new Pair(rpm, tpm, now));
        }
    }

    @Override
    public String describe() {
        StringBuilder line = new StringBuilder("limit");
        rpm.ifPresent(limit -> line.append(" rpm=").append(limit));
        tpm.ifPresent(limit -> line.append(" tpm=").append(limit));
        line.append(target.text().isEmpty() ? "" : " " + target.text());
        line.append(": passed ").append(passed).append(", limited ").append(limited);
        line.append(", early ").append(early);
        return line.append(counters.describe()).toString();
    }
}
