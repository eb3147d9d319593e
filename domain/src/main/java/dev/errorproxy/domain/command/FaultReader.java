package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.How;
import dev.errorproxy.domain.fault.Page;
import dev.errorproxy.domain.provider.ErrorMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes faults of words and options. */
final class FaultReader {

    /** What comes as an answer, and not as an error within one. */
    private static final Set<ErrorMode> ANSWERS =
            EnumSet.of(ErrorMode.REFUSAL, ErrorMode.CONTENT_FILTER, ErrorMode.OK_ERROR);

    private FaultReader() {}

    /** Returns the kinds of error that a live stream can have. */
    static List<String> kinds() {
        return Arrays.stream(ErrorMode.values())
                .filter(mode -> !ANSWERS.contains(mode))
                .map(ErrorMode::word)
                .toList();
    }

    /** Returns whether {@code for=} is the length of that fault itself. */
    static boolean hasLength(Word word) {
        return word.name().equals("hang") || word.name().equals("stream-stall");
    }

    /** Returns the fault that the word names, which is one of a fault. */
    static Fault read(Word word, Optional<String> kind, Settings settings) throws CommandException {
        return switch (word.kind()) {
            case "error" ->
                new Fault.Worded(named(ErrorMode.values(), ErrorMode::word, word.name()), settings.wording());
            case "page" ->
                new Fault.Canned(named(Page.values(), Page::word, word.name()), settings.status(), settings.message());
            case "stream" -> new Fault.InBody(inBody(word, kind, settings));
            case "connection" -> broken(word, settings);
            default -> word.name().equals("slow") ? new Fault.Slow() : new Fault.Throttled(settings.rate());
        };
    }

    private static Fault broken(Word word, Settings settings) throws CommandException {
        Optional<Duration> length = hasLength(word) ? settings.lifetime() : Optional.empty();
        return new Fault.Broken(named(How.values(), How::word, word.name()), length);
    }

    private static BodyFault inBody(Word word, Optional<String> kind, Settings settings) throws CommandException {
        return switch (word.name()) {
            case "stream-error" -> new BodyFault.ErrorFrame(mode(kind), settings.wording(), settings.after());
            case "stream-end" -> new BodyFault.End(settings.after());
            case "stream-cut" -> new BodyFault.Cut(settings.after());
            case "stream-reset" -> new BodyFault.Reset(settings.after());
            case "stream-stall" -> new BodyFault.Stall(settings.after(), settings.pings(), settings.lifetime());
            case "stream-garbage" -> new BodyFault.Garbage(settings.after());
            case "stream-split" -> new BodyFault.Split(settings.after());
            case "stream-slow" -> new BodyFault.Slow(settings.after(), settings.interval());
            case "stream-dup" -> new BodyFault.Duplicate(settings.after());
            case "cut" -> new BodyFault.CutBody(settings.afterBytes());
            default -> throw new IllegalStateException("nothing is known of " + word.name());
        };
    }

    private static ErrorMode mode(Optional<String> kind) throws CommandException {
        if (kind.isEmpty()) {
            return ErrorMode.OVERLOADED;
        }
        String name = Grammar.find(kind.get()).map(Word::name).orElse(kind.get());
        if (!kinds().contains(name)) {
            throw new CommandException("No kind of error within a stream: " + Visible.quote(kind.get()) + "."
                    + Nearest.question(kind.get(), kinds()) + " Kinds are overloaded, rate-limit, server-error and the"
                    + " like; 'stream-error' alone is overloaded.");
        }
        return named(ErrorMode.values(), ErrorMode::word, name);
    }

    private static <T> T named(T[] all, Function<T, String> word, String name) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is known of " + name));
    }
}
