package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.How;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call's turn at one step of what is armed, drawn for it. It is the claim to what it took, too. */
final class Turn implements Claim {

    private final Armed armed;
    private final Step step;
    private final int index;
    private final int round;
    private final boolean hits;
    private final Duration delay;
    private final AtomicBoolean open = new AtomicBoolean();

    Turn(Armed armed, Step step, int index, int round, Chance chance, long call) {
        this.armed = armed;
        this.step = step;
        this.index = index;
        this.round = round;
        this.hits = step.fault().isPresent() && chance.hits(step.amount(), call);
        this.delay = step.delay().map(range -> chance.length(range, call)).orElse(Duration.ZERO);
    }

    int index() {
        return index;
    }

    int round() {
        return round;
    }

    /** Returns the fault of the step, whether or not it hits this call; empty where the step lets calls pass. */
    Optional<Fault> fault() {
        return step.fault();
    }

    /** Returns what becomes of the call; empty where others have spent the step meanwhile. */
    Optional<Ruling> rule(Deeds deeds) {
        if (step.fault().isEmpty()) {
            return armed.take(this) ? Optional.of(Ruling.passing(deeds.added())) : Optional.empty();
        }
        if (!hits) {
            armed.spared();
            return Optional.of(Ruling.passing(deeds.added()));
        }
        Fault fault = step.fault().get();
        Optional<Action> action = fault.match(deeds);
        if (action.isEmpty()) {
            return Optional.of(Ruling.unwordable(fault, deeds.provider(), deeds.added()));
        }
        return take() ? Optional.of(new Ruling(action.get(), delay, this, List.of())) : Optional.empty();
    }

    /** Returns whether every call is refused while the step lasts. */
    boolean refusesAll() {
        return step.amount().chance() == 1
                && step.fault()
                        .filter(fault -> fault instanceof Fault.Broken broken && broken.how() == How.REFUSE)
                        .isPresent();
    }

    /** Spends one call of the step; returns false where others have spent it meanwhile. */
    boolean take() {
        boolean taken = armed.take(this);
        open.set(taken);
        return taken;
    }

    @Override
    public void hit() {
        if (open.getAndSet(false)) {
            armed.hit();
        }
    }

    @Override
    public void missed() {
        if (open.getAndSet(false)) {
            armed.missed(this);
        }
    }
}
