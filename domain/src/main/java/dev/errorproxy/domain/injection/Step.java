package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.Notation;
import dev.errorproxy.domain.fault.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step of what is armed.
 *
 * @param fault what is done to a call; empty where calls pass
 * @param amount to how many calls
 * @param delay how long a call waits first; empty for not at all
 * @param lifetime after which time the step ends by itself; empty for never
 */
public record Step(Optional<Fault> fault, Amount amount, Optional<Delay> delay, Optional<Duration> lifetime) {

    public Step {
        requireNonNull(fault, "fault is null");
        requireNonNull(amount, "amount is null");
        requireNonNull(delay, "delay is null");
        if (lifetime.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            throw new IllegalArgumentException("lifetime is " + lifetime.get() + ", not above 0");
        }
    }

    /** Creates a step without delay that has no end in time. */
    public Step(Fault fault, Amount amount) {
        this(Optional.of(fault), amount, Optional.empty(), Optional.empty());
    }

    /** Returns a step in which so many calls pass. */
    public static Step passing(Amount amount) {
        return new Step(Optional.empty(), amount, Optional.empty(), Optional.empty());
    }

    /** Returns whether it goes on until something else is armed. */
    public boolean isEndless() {
        return amount.times().isEmpty() && lifetime.isEmpty();
    }

    /** Returns the step as the command language writes it, with that target. */
    public String text(Target target) {
        String count = fault.isPresent() ? amount.text() : passes();
        Stream<String> head = Stream.of(fault.map(Fault::head).orElse("none"), count, target.text());
        Stream<String> settings = fault.map(Fault::settings).orElse(List.of()).stream();
        Stream<String> times = Stream.of(
                delay.map(wait -> "delay=" + wait.text()).orElse(""),
                lifetime.map(time -> "for=" + Notation.duration(time)).orElse(""));
        return Stream.of(head, settings, times)
                .flatMap(words -> words)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String passes() {
        return amount.times().isPresent() ? String.valueOf(amount.times().getAsInt()) : "";
    }

    /** Returns whether all it does is to let all calls pass. */
    boolean isIdle() {
        return fault.isEmpty() && isEndless();
    }

    /** Returns the name shown to the operator, with what differs from the usual. */
    String title() {
        return fault.map(Step::title).orElse("No error");
    }

    private static String title(Fault fault) {
        return fault.settings().isEmpty() ? fault.title() : fault.title() + " " + String.join(" ", fault.settings());
    }

    /** Returns what is left of it where that many calls are left, in words. */
    String left(OptionalInt calls) {
        if (fault.isEmpty()) {
            return calls.isPresent() ? calls.getAsInt() + " to pass" : "all pass";
        }
        return calls.isPresent() ? calls.getAsInt() + " remaining" : amount + " of requests";
    }
}
