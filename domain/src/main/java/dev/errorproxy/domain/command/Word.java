package dev.errorproxy.domain.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A word that begins a command.
 *
 * @param name the word, in lower case
 * @param letter the letter that stands for it; empty where none does
 * @param kind what kind of command it is, such as {@code stream}
 * @param options what can be said with it, in the order to be shown
 * @param description what it does, in a few words
 */
record Word(String name, Optional<String> letter, String kind, List<Option> options, String description) {

    private static final List<String> FAULTS = List.of("error", "page", "stream", "connection", "pace");

    /**
     * An option as one word takes it.
     *
     * @param usual what holds where it is not given; empty for nothing
     * @param needed whether it has to be given
     */
    record Option(String name, Optional<String> usual, boolean needed) {}

    /** Returns whether it names something that is done to calls. */
    boolean isFault() {
        return FAULTS.contains(kind);
    }

    /** Returns whether it is the word by which calls pass. */
    boolean isPass() {
        return kind.equals("pass");
    }

    /** Returns whether a kind of error may follow it. */
    boolean takesKind() {
        return name.equals("stream-error");
    }

    Optional<Option> option(String option) {
        return options.stream().filter(one -> one.name().equals(option)).findFirst();
    }

    /** Returns the names of the options as they are typed, such as {@code after= delay=}. */
    String optionNames() {
        return options.stream().map(option -> option.name() + "=").collect(Collectors.joining(" "));
    }

    /** Returns the letter and the word, such as {@code r | rate-limit}. */
    String names() {
        return Stream.concat(letter.stream(), Stream.of(name)).collect(Collectors.joining(" | "));
    }
}
