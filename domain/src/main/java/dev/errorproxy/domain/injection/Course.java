package dev.errorproxy.domain.injection;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How far a sequence has come; not threadsafe. */
final class Course {

    /** What is left of a step that no count ends. */
    private static final int UNCOUNTED = -1;

    private final List<Step> steps;
    private final boolean repeats;
    private final int[] left;
    private final OptionalLong[] begun;
    private int round;

    Course(Sequence sequence, long now) {
        steps = sequence.steps();
        repeats = sequence.repeats();
        left = new int[steps.size()];
        begun = new OptionalLong[steps.size()];
        begin(now);
    }

    private void begin(long now) {
        for (int i = 0; i < left.length; i++) {
            left[i] = steps.get(i).amount().times().orElse(UNCOUNTED);
        }
        Arrays.fill(begun, OptionalLong.empty());
        begun[0] = OptionalLong.of(now);
    }

    /** Returns the first step that is neither spent nor over in time; empty where there is none. */
    OptionalInt current(long now) {
        OptionalInt found = find(now);
        if (found.isEmpty() && repeats) {
            round++;
            begin(restart(now));
            return find(now);
        }
        return found;
    }

    private OptionalInt find(long now) {
        // A step that ran out of time ended when its time was over, not when somebody looks.
        long begin = begun[0].getAsLong();
        for (int i = 0; i < left.length; i++) {
            if (begun[i].isEmpty()) {
                begun[i] = OptionalLong.of(begin);
            }
            begin = begun[i].getAsLong() + lifetime(i);
            boolean elapsed = steps.get(i).lifetime().isPresent() && now - begin >= 0;
            if (!elapsed && left[i] != 0) {
                return OptionalInt.of(i);
            }
            if (!elapsed) {
                begin = now;
            }
        }
        return OptionalInt.empty();
    }

    /** Returns when the present round begins, which may be many rounds after the last one where only time ends a step. */
    private long restart(long now) {
        int last = left.length - 1;
        boolean elapsed = steps.get(last).lifetime().isPresent() && now - begun[last].getAsLong() >= lifetime(last);
        if (!elapsed) {
            return now;
        }
        long end = begun[last].getAsLong() + lifetime(last);
        if (steps.stream().anyMatch(step -> step.lifetime().isEmpty())) {
            return end;
        }
        long whole = 0;
        for (int i = 0; i < left.length; i++) {
            whole += lifetime(i);
        }
        return now - (now - end) % whole;
    }

    private long lifetime(int step) {
        return steps.get(step).lifetime().map(Duration::toNanos).orElse(0L);
    }

    int round() {
        return round;
    }

    /** Spends one call of that step; returns false where none is left of it. */
    boolean take(int step, int inRound, long now) {
        if (left[step] == UNCOUNTED) {
            return true;
        }
        if (inRound != round || left[step] == 0) {
            return false;
        }
        left[step]--;
        // The next step begins when this one is spent, not with the next call.
        current(now);
        return true;
    }

    /** Gives one call back to that step; of an earlier round nothing is owed, for it has begun anew since. */
    void giveBack(int step, int inRound) {
        if (left[step] != UNCOUNTED && inRound == round) {
            left[step]++;
        }
    }

    /** Returns what is left of that step, in calls; empty where no count ends it. */
    OptionalInt left(int step) {
        return left[step] == UNCOUNTED ? OptionalInt.empty() : OptionalInt.of(left[step]);
    }

    /** Returns what is left of that step, in nanoseconds; empty where no time ends it. */
    OptionalLong timeLeft(int step, long now) {
        return steps.get(step).lifetime().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(begun[step].getAsLong() + lifetime(step) - now);
    }
}
