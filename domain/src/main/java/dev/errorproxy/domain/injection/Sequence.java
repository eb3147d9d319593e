package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.fault.Target;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Steps, one after the other.
 *
 * @param steps at least one; only the last may be endless
 * @param repeats whether the first follows the last, which then is not endless
 */
public record Sequence(List<Step> steps, boolean repeats) {

    public Sequence {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("steps are none");
        }
        int finite = repeats ? steps.size() : steps.size() - 1;
        if (steps.stream().limit(finite).anyMatch(Step::isEndless)) {
            throw new IllegalArgumentException("an endless step is followed by another");
        }
    }

    /** Returns a sequence of one step. */
    public static Sequence of(Step step) {
        return new Sequence(List.of(step), false);
    }

    /** Returns the sequence as the command language writes it, with that target. */
    public String text(Target target) {
        String all = IntStream.range(0, steps.size())
                .mapToObj(i -> steps.get(i).text(i == 0 ? target : Target.ALL))
                .collect(Collectors.joining(", "));
        return repeats ? all + ", repeat" : all;
    }
}
