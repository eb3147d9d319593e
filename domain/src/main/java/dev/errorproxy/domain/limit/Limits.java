package dev.errorproxy.domain.limit;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.TokenCount;
import dev.errorproxy.domain.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The limits that are kept by counting: token buckets for each key and model, and windows.
 *
 * <p>Of several limits whose targets match a call, the most specific one counts, of equals the one set last; the same goes
 * for windows. Setting one for a target replaces the target's last one of that kind, with all that was counted. This class
 * is threadsafe.
 */
public final class Limits {

    private static final long NANOS_PER_MICRO = 1000;

    private final LongSupplier nanoTime;
    private final long begin;
    private volatile Standings set = new Standings(List.of(), List.of());

    /** All that is set, the most specific first. */
    private record Standings(List<RateLimit> rates, List<Window> windows) {}

    /** Creates limits of which none is set, with that clock. */
    public Limits(LongSupplier nanoTime) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.begin = nanoTime.getAsLong();
    }

    /**
     * Limits requests, tokens or both per minute.
     *
     * @param rpm requests per minute, at least 1; empty for any number
     * @param tpm tokens per minute, at least 1; empty for any number
     */
    public synchronized void limit(Target target, OptionalLong rpm, OptionalLong tpm) {
        requireNonNull(target, "target is null");
        rpm.ifPresent(limit -> checkPositive("rpm", limit));
        tpm.ifPresent(limit -> checkPositive("tpm", limit));
        if (rpm.isEmpty() && tpm.isEmpty()) {
            throw new IllegalArgumentException("neither rpm nor tpm is given");
        }
        set = new Standings(with(set.rates(), new RateLimit(target, rpm, tpm)), set.windows());
    }

    /** Limits the tokens that a call may have, at least 1. */
    public synchronized void window(Target target, long tokens) {
        requireNonNull(target, "target is null");
        checkPositive("tokens", tokens);
        set = new Standings(set.rates(), with(set.windows(), new Window(target, tokens)));
    }

    private static void checkPositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", not at least 1");
        }
    }

    private static <T extends Limit> List<T> with(List<T> limits, T added) {
        List<T> all = new ArrayList<>(List.of(added));
        all.addAll(without(limits, added.target()));
        all.sort((one, other) -> Target.MOST_SPECIFIC_FIRST.compare(one.target(), other.target()));
        return List.copyOf(all);
    }

    private static <T extends Limit> List<T> without(List<T> limits, Target target) {
        return limits.stream().filter(limit -> !limit.target().equals(target)).toList();
    }

    /** Lifts the limit and the window of exactly that target. */
    public synchronized void clear(Target target) {
        set = new Standings(without(set.rates(), target), without(set.windows(), target));
    }

    /** Lifts all limits and windows. */
    public synchronized void clearAll() {
        set = new Standings(List.of(), List.of());
    }

    /** Returns whether a call, of which only the head needs to be known, may be limited. */
    public boolean concerns(Route route) {
        Standings now = set;
        return mayMatch(now.rates(), route) || mayMatch(now.windows(), route);
    }

    /** Returns whether that may need the call's tokens, which takes a while for a long one. */
    public boolean countsTokens(Route route) {
        Standings now = set;
        return mayMatch(now.windows(), route)
                || mayMatch(now.rates().stream().filter(RateLimit::limitsTokens).toList(), route);
    }

    private static boolean mayMatch(List<? extends Limit> limits, Route route) {
        for (Limit limit : limits) {
            if (limit.target().mayMatch(route.provider(), route.call())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns what is to be said of the call: the window first, which takes nothing of the buckets when it refuses, then the
     * limit, which takes one request and the call's tokens when it passes.
     *
     * <p>A provider that can't count the call's tokens has no window and no tokens per minute, and a note says so; one that
     * can't word the error lets the call pass, and a note says so.
     *
     * @param route a call of which is known what it asks
     * @param body the call's body, or its beginning
     */
    public Verdict judge(Route route, byte[] body) {
        Standings now = set;
        Provider provider = route.provider();
        Call call = route.call();
        Optional<Window> window = first(now.windows(), provider, call);
        Optional<RateLimit> rate = first(now.rates(), provider, call);
        if (window.isEmpty() && rate.isEmpty()) {
            return Verdict.NONE;
        }
        boolean counts = window.isPresent() || rate.get().limitsTokens();
        Optional<TokenCount> count = counts ? provider.tokens(call, body) : Optional.empty();
        Verdict ofWindow = window.map(limit -> limit.judge(route, count)).orElse(Verdict.NONE);
        if (ofWindow.refusal().isPresent() || rate.isEmpty()) {
            return ofWindow;
        }
        Verdict ofRate = rate.get().judge(route, count, micros());
        List<String> notes = Stream.concat(ofWindow.notes().stream(), ofRate.notes().stream())
                .toList();
        return new Verdict(ofRate.refusal(), ofRate.added(), notes);
    }

    private static <T extends Limit> Optional<T> first(List<T> limits, Provider provider, Call call) {
        return limits.stream()
                .filter(limit -> limit.target().matches(provider, call))
                .findFirst();
    }

    private long micros() {
        return (nanoTime.getAsLong() - begin) / NANOS_PER_MICRO;
    }

    /** Returns a line for each limit and window: whose it is, and what it counted. */
    public List<String> describe() {
        Standings now = set;
        return Stream.<Limit>concat(now.rates().stream(), now.windows().stream())
                .map(Limit::describe)
                .toList();
    }
}
