package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Target;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * What is armed for one target.
 *
 * <p>One that is over stays so until something is given back. This class is threadsafe.
 */
final class Armed {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Target target;
    private final Sequence sequence;
    private final Chance chance;
    private final LongSupplier nanoTime;
    private final Course course;
    private final boolean timed;
    private volatile boolean over;
    private long calls;
    private long drawn;
    private long hit;
    private long missed;

    Armed(Target target, Sequence sequence, Chance chance, LongSupplier nanoTime) {
        this.target = requireNonNull(target, "target is null");
        this.sequence = requireNonNull(sequence, "sequence is null");
        this.chance = requireNonNull(chance, "chance is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.course = new Course(sequence, nanoTime.getAsLong());
        this.timed = sequence.steps().stream().anyMatch(step -> step.lifetime().isPresent());
        current();
    }

    Target target() {
        return target;
    }

    /** Returns whether nothing of it is left for now. */
    boolean isOver() {
        return over || timed && current().isEmpty();
    }

    /** Returns what becomes of one of the target's calls; empty where nothing is left for it. */
    Optional<Ruling> rule(Deeds deeds) {
        long call = over ? 0 : nextCall();
        while (!over) {
            // A step that others spend meanwhile leaves the call to the next one.
            Optional<Ruling> ruling = turn(call).flatMap(turn -> turn.rule(deeds));
            if (ruling.isPresent()) {
                return ruling;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the refusal of a connection that was just accepted; empty where it is to be served.
     *
     * <p>Where only a share is refused, that is drawn for each of its calls, when they come.
     */
    Optional<Refusal> refuse() {
        if (over || turn(0).filter(Turn::refusesAll).isEmpty()) {
            return Optional.empty();
        }
        return turn(nextCall())
                .filter(Turn::refusesAll)
                .filter(Turn::take)
                .map(turn -> new Refusal(turn.fault().orElseThrow(), turn));
    }

    private synchronized long nextCall() {
        return ++calls;
    }

    private synchronized Optional<Turn> turn(long call) {
        OptionalInt index = current();
        return index.isEmpty()
                ? Optional.empty()
                : Optional.of(new Turn(this, step(index.getAsInt()), index.getAsInt(), course.round(), chance, call));
    }

    private Step step(int index) {
        return sequence.steps().get(index);
    }

    private synchronized OptionalInt current() {
        OptionalInt index = course.current(nanoTime.getAsLong());
        // Calls that pass anyway need nobody who lets them.
        boolean idle = index.isPresent()
                && target.equals(Target.ALL)
                && step(index.getAsInt()).isIdle();
        over = index.isEmpty() || idle;
        return over ? OptionalInt.empty() : index;
    }

    /** Spends one call of the turn's step; returns false where none is left of it. */
    synchronized boolean take(Turn turn) {
        boolean taken = course.take(turn.index(), turn.round(), nanoTime.getAsLong());
        current();
        if (taken && turn.fault().isPresent()) {
            drawn++;
        }
        return taken;
    }

    synchronized void spared() {
        drawn++;
    }

    synchronized void hit() {
        hit++;
    }

    /** Gives back what the turn took. */
    synchronized void missed(Turn turn) {
        missed++;
        course.giveBack(turn.index(), turn.round());
        current();
    }

    /** Returns the current step and what is left of it, in words; empty where nothing is. */
    synchronized Optional<String> describe() {
        OptionalInt current = current();
        if (current.isEmpty()) {
            return Optional.empty();
        }
        int index = current.getAsInt();
        int steps = sequence.steps().size();
        String text = step(index).title() + " (" + left(index) + ")";
        return Optional.of(steps == 1 ? text : text + ", step " + (index + 1) + " of " + steps);
    }

    private String left(int index) {
        String calls = step(index).left(course.left(index));
        // Rounded up: what is not over has some time left.
        return course.timeLeft(index, nanoTime.getAsLong()).stream()
                .mapToObj(nanos -> calls + ", " + (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND + "s left")
                .findFirst()
                .orElse(calls);
    }

    /** Returns for how many calls it was drawn, and what came of them. */
    synchronized String tally() {
        return "drawn " + drawn + ", hit " + hit + ", missed " + missed;
    }
}
