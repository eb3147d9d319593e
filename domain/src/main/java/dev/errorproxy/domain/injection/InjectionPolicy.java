package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the operator armed, and whom it hits.
 *
 * <p>Arming replaces what was armed before in one step. A counted error hits exactly as many calls as it was armed for,
 * however many ask at once. This class is threadsafe.
 */
public final class InjectionPolicy {

    private static final Action FORWARD = new Action.Forward();
    private static final long ODD = 0xd1342543de82ef95L;
    private static final String NO_ERROR = "No error (pass through)";

    private record Rule(ErrorMode mode, Budget budget) {}

    private final AtomicReference<Optional<Rule>> armed = new AtomicReference<>(Optional.empty());
    private final AtomicLong armings = new AtomicLong();
    private final long seed;

    /** Creates a policy that hits nobody; the seed decides all percentage draws. */
    public InjectionPolicy(long seed) {
        this.seed = seed;
    }

    /** Arms that error for that much of the traffic. */
    public void arm(ErrorMode mode, Amount amount) {
        requireNonNull(mode, "mode is null");
        // Draws of their own for each arming: else whoever arms anew before each call would get the first draw for
        // ever.
        long ownSeed = seed + armings.getAndIncrement() * ODD;
        armed.set(Optional.of(new Rule(mode, amount.budget(ownSeed))));
    }

    /** Lets every call pass from now on. */
    public void disarm() {
        armed.set(Optional.empty());
    }

    /**
     * Returns what is to be done with the call: an error worded by its provider, or to pass it on.
     *
     * <p>Nothing is spent on metadata calls, on calls that the draw spares, and where the provider has no such error.
     */
    public Action decide(Provider provider, Call call) {
        Optional<Rule> rule = armed.get();
        if (rule.isEmpty() || provider.kind(call) != Kind.INFERENCE) {
            return FORWARD;
        }
        ErrorMode mode = rule.get().mode();
        Budget budget = rule.get().budget();
        if (!budget.drawn()) {
            return FORWARD;
        }
        return provider.error(mode, call)
                .filter(reply -> budget.take())
                .<Action>map(reply -> new Action.Answer(mode, reply))
                .orElse(FORWARD);
    }

    /** Returns the current mode with what is left of it, such as {@code Rate limit exceeded (1 remaining)}. */
    public String describe() {
        return armed.get()
                .flatMap(rule -> rule.budget().left().map(left -> rule.mode().title() + " (" + left + ")"))
                .orElse(NO_ERROR);
    }
}
