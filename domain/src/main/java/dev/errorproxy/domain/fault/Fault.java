package dev.errorproxy.domain.fault;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What an operator can have done to a call. */
public sealed interface Fault {

    /** Returns the word of the command language, such as {@code stream-error}. */
    String word();

    /** Returns the name shown to the operator. */
    String title();

    /** Returns the word together with what has to follow it, such as {@code stream-error overloaded}. */
    default String head() {
        return word();
    }

    /** Returns the options by which the command language says it, such as {@code after=5}. */
    List<String> settings();

    /** Returns the fault as the command language writes it. */
    default String text() {
        return settings().isEmpty() ? head() : head() + " " + String.join(" ", settings());
    }

    /** Returns what that case makes of this fault. */
    <T> T match(Cases<T> cases);

    /** What to make of each kind of fault. */
    interface Cases<T> {

        /** Makes something of a worded error. */
        T worded(Worded fault);

        /** Makes something of a canned page. */
        T canned(Canned fault);

        /** Makes something of a fault in the body. */
        T inBody(InBody fault);

        /** Makes something of a broken connection. */
        T broken(Broken fault);

        /** Makes something of a delay. */
        T slow(Slow fault);

        /** Makes something of a narrow line. */
        T throttled(Throttled fault);
    }

    /**
     * An error as the call's provider words it.
     *
     * @param mode the kind of error
     * @param wording what is overruled of it
     */
    record Worded(ErrorMode mode, Wording wording) implements Fault {

        public Worded {
            requireNonNull(mode, "mode is null");
            requireNonNull(wording, "wording is null");
        }

        @Override
        public String word() {
            return mode.word();
        }

        @Override
        public String title() {
            return mode.title();
        }

        @Override
        public List<String> settings() {
            return Notation.settings(wording);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.worded(this);
        }
    }

    /**
     * An answer that is the same whoever was called.
     *
     * @param page which
     * @param status another status than the usual one; empty for the usual one
     * @param message another message for people; empty for the usual one
     */
    record Canned(Page page, OptionalInt status, Optional<String> message) implements Fault {

        public Canned {
            requireNonNull(page, "page is null");
            requireNonNull(status, "status is null");
            requireNonNull(message, "message is null");
        }

        @Override
        public String word() {
            return page.word();
        }

        @Override
        public String title() {
            return page.title();
        }

        @Override
        public List<String> settings() {
            List<String> settings = new ArrayList<>();
            status.ifPresent(number -> settings.add("status=" + number));
            message.ifPresent(text -> settings.add("message=" + Notation.text(text)));
            return settings;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.canned(this);
        }
    }

    /** Something done to the body of the upstream's answer. */
    record InBody(BodyFault body) implements Fault {

        public InBody {
            requireNonNull(body, "body is null");
        }

        @Override
        public String word() {
            return body.word();
        }

        @Override
        public String title() {
            return body.title();
        }

        @Override
        public String head() {
            return body.head();
        }

        @Override
        public List<String> settings() {
            return body.settings();
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.inBody(this);
        }
    }

    /**
     * A connection that is broken before an answer has begun.
     *
     * @param how in which way
     * @param length how long it takes; empty for until the client gives up, and wherever it takes no time
     */
    record Broken(How how, Optional<Duration> length) implements Fault {

        public Broken {
            requireNonNull(how, "how is null");
            requireNonNull(length, "length is null");
        }

        @Override
        public String word() {
            return how.word();
        }

        @Override
        public String title() {
            return how.title();
        }

        @Override
        public List<String> settings() {
            return length.map(time -> List.of("for=" + Notation.duration(time))).orElse(List.of());
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.broken(this);
        }
    }

    /** Nothing but a delay, which comes with the step that names it. */
    record Slow() implements Fault {

        @Override
        public String word() {
            return "slow";
        }

        @Override
        public String title() {
            return "Slow answer";
        }

        @Override
        public List<String> settings() {
            return List.of();
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.slow(this);
        }
    }

    /**
     * A narrow line, both ways.
     *
     * @param bytesPerSecond at least 1
     */
    record Throttled(long bytesPerSecond) implements Fault {

        public Throttled {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("bytesPerSecond is " + bytesPerSecond + ", not at least 1");
            }
        }

        @Override
        public String word() {
            return "throttle";
        }

        @Override
        public String title() {
            return "Narrow line";
        }

        @Override
        public List<String> settings() {
            return List.of("rate=" + Notation.bytes(bytesPerSecond) + "/s");
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.throttled(this);
        }
    }
}
