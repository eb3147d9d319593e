package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.limit.Limits;
import dev.errorproxy.domain.limit.Verdict;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.routing.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the operator armed, and whom it hits.
 *
 * <p>For each target one sequence is armed; of the targets that a call matches the most specific one decides, as long as
 * something of it is left. Arming replaces what was armed before for that target in one step. A counted fault hits exactly
 * as many calls as it was armed for, however many ask at once. This class is threadsafe.
 */
public final class InjectionPolicy {

    private static final String NO_ERROR = "No error (pass through)";

    private final Chance chance;
    private final Chance ownChance;
    private final LongSupplier nanoTime;
    private final Limits limits;
    private final Map<Target, Long> armings = new HashMap<>();
    private final AtomicLong ownCommands = new AtomicLong();
    /** The most specific first, of equally specific ones the latest. */
    private volatile List<Armed> armed = List.of();

    /** Creates a policy that hits nobody; the seed decides all draws. */
    public InjectionPolicy(long seed) {
        this(seed, System::nanoTime);
    }

    /** Creates a policy that hits nobody, whose times are measured by that clock of nanoseconds. */
    public InjectionPolicy(long seed, LongSupplier nanoTime) {
        this.chance = new Chance(seed);
        this.ownChance = chance.named("own");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.limits = new Limits(nanoTime);
    }

    /** Returns whether the fault can strike that provider's call: some providers have no words for some errors. */
    public static boolean canStrike(Fault fault, Provider provider, Call call) {
        return fault.match(new Deeds(provider, call, List.of())).isPresent();
    }

    /** Arms that error for that much of all traffic. */
    public void arm(ErrorMode mode, Amount amount) {
        arm(Target.ALL, Sequence.of(new Step(new Fault.Worded(mode, Wording.USUAL), amount)));
    }

    /** Arms that sequence for that target. */
    public synchronized void arm(Target target, Sequence sequence) {
        requireNonNull(target, "target is null");
        requireNonNull(sequence, "sequence is null");
        // Draws of their own for each arming: else whoever arms anew before each call would get the first draw for
        // ever.
        long arming = armings.merge(target, 1L, Long::sum) - 1;
        Chance own = chance.named(target.text()).numbered(arming);
        List<Armed> others = others(target);
        others.add(0, new Armed(target, sequence, own, nanoTime));
        others.sort(Comparator.comparing(Armed::target, Target.MOST_SPECIFIC_FIRST));
        armed = List.copyOf(others);
    }

    /** Lets every call pass from now on, unlimited. */
    public synchronized void disarm() {
        armed = List.of();
        limits.clearAll();
    }

    /** Takes away what is armed for that target, and its limits. */
    public synchronized void disarm(Target target) {
        armed = List.copyOf(others(target));
        limits.clear(target);
    }

    private List<Armed> others(Target target) {
        List<Armed> others = new ArrayList<>(armed);
        others.removeIf(one -> one.target().equals(target));
        return others;
    }

    /** Limits requests and tokens per minute, for each key and model of that target. */
    public void limit(Target target, OptionalLong requests, OptionalLong tokens) {
        limits.limit(target, requests, tokens);
    }

    /** Limits the tokens of a call of that target. */
    public void window(Target target, long tokens) {
        limits.window(target, tokens);
    }

    /** Returns whether anything may happen to the call, as far as its head tells. */
    public boolean concerns(Route route) {
        for (Armed one : armed) {
            if (one.target().mayMatch(route.provider(), route.call()) && !one.isOver()) {
                return true;
            }
        }
        return limits.concerns(route);
    }

    /** Returns whether {@link #decide(Route, byte[])} may take a while: it counts the tokens of the call. */
    public boolean countsTokens(Route route) {
        return limits.countsTokens(route);
    }

    /**
     * Returns what is to be done with the call.
     *
     * <p>Nothing is spent on metadata calls, on calls that the draw spares, and where the provider has no such error.
     *
     * @param body what was read of the call's body, which its inference was read from, too
     */
    public Ruling decide(Route route, byte[] body) {
        if (route.provider().kind(route.call()) != Kind.INFERENCE) {
            return Ruling.PASS;
        }
        Verdict verdict = limits.concerns(route) ? limits.judge(route, body) : Verdict.NONE;
        return verdict.refusal()
                .map(refusal -> Ruling.just(new Action.Answer(fault(refusal), refusal.reply())))
                .orElseGet(() -> strike(route, verdict.added()))
                .noting(verdict.notes());
    }

    private static Fault fault(Verdict.Refusal refusal) {
        ErrorMode mode = refusal.what().equals("window") ? ErrorMode.CONTEXT_LENGTH : ErrorMode.RATE_LIMIT;
        return new Fault.Worded(mode, Wording.USUAL);
    }

    private Ruling strike(Route route, List<Header> added) {
        for (Armed one : armed) {
            if (one.target().matches(route.provider(), route.call())) {
                Optional<Ruling> ruling = one.rule(new Deeds(route.provider(), route.call(), added));
                if (ruling.isPresent()) {
                    return ruling.get();
                }
            }
        }
        return Ruling.passing(added);
    }

    /** Returns what is to be done with a call that came with a command of its own; nothing armed is spent on it. */
    public Ruling decide(Route route, Step command) {
        if (command.fault().isEmpty()) {
            return Ruling.PASS;
        }
        Fault fault = command.fault().get();
        long number = ownCommands.incrementAndGet();
        Duration delay =
                command.delay().map(range -> ownChance.length(range, number)).orElse(Duration.ZERO);
        return fault.match(new Deeds(route.provider(), route.call(), List.of()))
                .map(action -> new Ruling(action, delay, Claim.NONE, List.of()))
                .orElseGet(() -> Ruling.unwordable(fault, route.provider(), List.of()));
    }

    /** Returns the refusal of a connection that was just accepted; empty where it is to be served. */
    public Optional<Refusal> refusesConnection() {
        for (Armed one : armed) {
            if (one.target().equals(Target.ALL)) {
                return one.refuse();
            }
        }
        return Optional.empty();
    }

    /** Returns what every call meets, with what is left of it, such as {@code Rate limit exceeded (1 remaining)}. */
    public String describe() {
        return armed.stream()
                .filter(one -> one.target().equals(Target.ALL))
                .flatMap(one -> one.describe().stream())
                .findFirst()
                .orElse(NO_ERROR);
    }

    /** Returns a line for each target but that of every call, and for each limit. */
    public List<String> describeTargets() {
        return lines(false);
    }

    /** Returns a line for each target, and for each limit. */
    public List<String> describeAll() {
        return lines(true);
    }

    private List<String> lines(boolean all) {
        List<String> lines = new ArrayList<>();
        for (Armed one : armed) {
            String name = one.target().text();
            if (all || !name.isEmpty()) {
                one.describe()
                        .map(left -> (name.isEmpty() ? "All calls" : name) + ": " + left + "; " + one.tally())
                        .ifPresent(lines::add);
            }
        }
        lines.addAll(limits.describe());
        return lines;
    }
}
