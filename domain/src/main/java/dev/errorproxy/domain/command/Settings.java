package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.injection.Delay;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The options of one command: those that are given, else the word's defaults. */
final class Settings {

    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);
    private static final List<Integer> WITHOUT_BODY = List.of(204, 205, 304);

    private final Word word;
    private final Map<String, String> given;

    /**
     * Reads the options that are given for a word.
     *
     * @throws CommandException if the word does not take one of them, or needs one that is not given
     */
    Settings(Word word, Map<String, String> given) throws CommandException {
        this.word = word;
        this.given = given;
        for (String name : given.keySet()) {
            if (word.option(name).isEmpty()) {
                throw unknown(name);
            }
        }
        for (Word.Option option : word.options()) {
            if (option.needed() && !given.containsKey(option.name())) {
                throw new CommandException("'" + word.name() + "' needs " + option.name() + "=, such as " + word.name()
                        + " " + option.name() + "=" + Grammar.example(option.name()) + ".");
            }
        }
    }

    private CommandException unknown(String name) {
        List<String> names = word.options().stream().map(Word.Option::name).toList();
        String taken = names.isEmpty()
                ? "takes no options, but got " + Visible.quote(name + "=") + "."
                : "takes no " + Visible.quote(name + "=") + "." + Nearest.question(name, names) + " It takes "
                        + word.optionNames() + ".";
        return new CommandException("'" + word.name() + "' " + taken);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).or(() -> word.option(name).flatMap(Word.Option::usual));
    }

    /** Reads a value that is given or has a default. */
    private <T> Optional<T> read(String name, Reader<T> reader) throws CommandException {
        Optional<String> text = text(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(reader.read(name, text.get()));
    }

    private interface Reader<T> {
        T read(String name, String text) throws CommandException;
    }

    Moment after() throws CommandException {
        return read("after", Values::moment).orElseThrow();
    }

    /** Returns after how many bytes; nothing else than bytes can be counted of any body. */
    Moment afterBytes() throws CommandException {
        return new Moment.Bytes(read("after", Values::bytes).orElseThrow());
    }

    Optional<Delay> delay() throws CommandException {
        return read("delay", Values::delay);
    }

    Optional<Duration> lifetime() throws CommandException {
        return read("for", Values::span);
    }

    Duration interval() throws CommandException {
        return read("interval", Values::span).orElseThrow();
    }

    long rate() throws CommandException {
        return read("rate", Values::rate).orElseThrow();
    }

    boolean pings() throws CommandException {
        return read("ping", Settings::onOrOff).orElseThrow();
    }

    OptionalLong number(String name) throws CommandException {
        Optional<Long> number = read(name, (option, text) -> Values.number(option, text, 1));
        return number.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number.get());
    }

    Optional<String> message() throws CommandException {
        return read("message", Settings::words);
    }

    Wording wording() throws CommandException {
        return new Wording(
                status(),
                message(),
                read("code", Settings::words),
                read("form", Settings::words),
                read("retry-after", Values::wait).orElse(RetryAfter.USUAL));
    }

    /** Returns the status of an answer. */
    OptionalInt status() throws CommandException {
        Optional<Integer> status = read("status", this::status);
        return status.isEmpty() ? OptionalInt.empty() : OptionalInt.of(status.get());
    }

    private int status(String name, String text) throws CommandException {
        int status = (int) Values.number(name, text, 0);
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            throw Values.refused(name, text, "is no status of an answer: write one from 200 to 599.");
        }
        if (word.name().equals("redirect") && !REDIRECTS.contains(status)) {
            throw Values.refused(name, text, "redirects nobody: write 301, 302, 303, 307 or 308.");
        }
        if (WITHOUT_BODY.contains(status) && !word.name().equals("empty")) {
            throw Values.refused(name, text, "allows no body, which '" + word.name() + "' has: use 'empty' for that.");
        }
        return status;
    }

    private static boolean onOrOff(String name, String text) throws CommandException {
        if (!text.equalsIgnoreCase("on") && !text.equalsIgnoreCase("off")) {
            throw Values.refused(name, text, "is neither on nor off.");
        }
        return text.equalsIgnoreCase("on");
    }

    private static String words(String name, String text) throws CommandException {
        if (Visible.breaksLines(text)) {
            throw Values.refused(name, text, "has characters that break a line: leave them out.");
        }
        return text;
    }
}
