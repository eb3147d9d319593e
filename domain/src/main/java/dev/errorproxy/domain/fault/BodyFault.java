package dev.errorproxy.domain.fault;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done to the body of a forwarded answer. */
public sealed interface BodyFault {

    /** Returns the word of the command language. */
    String word();

    /** Returns the name shown to the operator. */
    String title();

    /** When it strikes. */
    Moment after();

    /** Returns how the fault is named in a command: its word, and what belongs to it. */
    default String head() {
        return word();
    }

    /** Returns the options by which the command language says it, such as {@code after=5}. */
    default List<String> settings() {
        return List.of("after=" + after().text());
    }

    /** Returns what the case for this kind of fault gives. */
    <T> T match(Cases<T> cases);

    /** One case for each kind of fault. */
    interface Cases<T> {

        /** Returns what is so for an error frame. */
        T errorFrame(ErrorFrame fault);

        /** Returns what is so for an early end. */
        T end(End fault);

        /** Returns what is so for a break within an event. */
        T cut(Cut fault);

        /** Returns what is so for a reset. */
        T reset(Reset fault);

        /** Returns what is so for a silence. */
        T stall(Stall fault);

        /** Returns what is so for broken JSON. */
        T garbage(Garbage fault);

        /** Returns what is so for events in pieces. */
        T split(Split fault);

        /** Returns what is so for slow events. */
        T slow(Slow fault);

        /** Returns what is so for an event that comes twice. */
        T duplicate(Duplicate fault);

        /** Returns what is so for a break within any body. */
        T cutBody(CutBody fault);
    }

    /**
     * The provider's own error frame, then the end as that provider ends it.
     *
     * @param mode the kind of error
     * @param wording what is overruled of it
     * @param after when
     */
    record ErrorFrame(ErrorMode mode, Wording wording, Moment after) implements BodyFault {

        public ErrorFrame {
            requireNonNull(mode, "mode is null");
            requireNonNull(wording, "wording is null");
            requireNonNull(after, "after is null");
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.errorFrame(this);
        }

        @Override
        public String word() {
            return "stream-error";
        }

        @Override
        public String title() {
            return "Error within the stream";
        }

        /** Returns the word followed by the kind of error. */
        @Override
        public String head() {
            return word() + " " + mode.word();
        }

        @Override
        public List<String> settings() {
            return Stream.concat(BodyFault.super.settings().stream(), Notation.settings(wording).stream())
                    .toList();
        }
    }

    /** A clean end, early, without the final event. */
    record End(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.end(this);
        }

        @Override
        public String word() {
            return "stream-end";
        }

        @Override
        public String title() {
            return "Early end of the stream";
        }
    }

    /** The connection ends in the middle of the next event. */
    record Cut(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.cut(this);
        }

        @Override
        public String word() {
            return "stream-cut";
        }

        @Override
        public String title() {
            return "Stream cut in the middle of an event";
        }
    }

    /** The connection is reset (TCP RST). */
    record Reset(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.reset(this);
        }

        @Override
        public String word() {
            return "stream-reset";
        }

        @Override
        public String title() {
            return "Stream reset";
        }
    }

    /**
     * Silence.
     *
     * @param after when
     * @param pings whether keep-alive goes on meanwhile
     * @param length how long, after which the stream goes on; empty for until the client gives up
     */
    record Stall(Moment after, boolean pings, Optional<Duration> length) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.stall(this);
        }

        @Override
        public String word() {
            return "stream-stall";
        }

        @Override
        public String title() {
            return "Stalled stream";
        }

        @Override
        public List<String> settings() {
            Stream<String> pinging = pings ? Stream.of("ping=on") : Stream.empty();
            Stream<String> ending = length.stream().map(time -> "for=" + Notation.duration(time));
            return Stream.of(BodyFault.super.settings().stream(), pinging, ending)
                    .flatMap(all -> all)
                    .toList();
        }
    }

    /** One event more, whose JSON is broken off. */
    record Garbage(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.garbage(this);
        }

        @Override
        public String word() {
            return "stream-garbage";
        }

        @Override
        public String title() {
            return "Garbage within the stream";
        }
    }

    /** From then on every event in pieces, which cut UTF-8 characters and field names in two. */
    record Split(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.split(this);
        }

        @Override
        public String word() {
            return "stream-split";
        }

        @Override
        public String title() {
            return "Stream in pieces";
        }
    }

    /**
     * From then on one event per interval.
     *
     * @param after when
     * @param interval from event to event
     */
    record Slow(Moment after, Duration interval) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.slow(this);
        }

        @Override
        public String word() {
            return "stream-slow";
        }

        @Override
        public String title() {
            return "Slow stream";
        }

        @Override
        public List<String> settings() {
            return List.of("after=" + after.text(), "interval=" + Notation.duration(interval));
        }
    }

    /** The next event twice. */
    record Duplicate(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.duplicate(this);
        }

        @Override
        public String word() {
            return "stream-dup";
        }

        @Override
        public String title() {
            return "Event sent twice";
        }
    }

    /** The connection ends after so many bytes of any body, streamed or not. */
    record CutBody(Moment after) implements BodyFault {

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.cutBody(this);
        }

        @Override
        public String word() {
            return "cut";
        }

        @Override
        public String title() {
            return "Body cut";
        }
    }
}
