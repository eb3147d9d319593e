package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.RetryAfter.Form;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a client is told to wait: one figure, so that message, headers and body agree. */
record Wait(RetryAfter told, Instant now) {

    private static final String FIELD = "Retry-After";

    /** The one date format that may be generated (RFC 9110, section 5.6.7). */
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    Wait {
        requireNonNull(told, "told is null");
        requireNonNull(now, "now is null");
    }

    /** Returns a wait of that length, unless the operator has said another. */
    Wait orUsually(Duration length) {
        return told.equals(RetryAfter.USUAL) ? new Wait(new RetryAfter(Form.USUAL, length), now) : this;
    }

    /** Returns a wait of another length that begins at the same time. */
    Wait during(Duration length) {
        return new Wait(new RetryAfter(told.form(), length), now);
    }

    boolean isTold() {
        return told.form() != Form.NONE;
    }

    Duration time() {
        return told.time();
    }

    /** Returns the words around the wait; empty where none is told. */
    String phrase(String before, String after) {
        return isTold() ? before + Durations.text(time()) + after : "";
    }

    /** Returns the end in whole seconds, rounded up: coming back at it is never too early. */
    Instant end() {
        return now.plus(time()).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the {@code Retry-After} field of a provider that sends one (RFC 9110, section 10.2.3). */
    List<Header> field() {
        return field(FIELD);
    }

    /** Returns that field with its name spelled as the provider does. */
    List<Header> field(String name) {
        return switch (told.form()) {
            case USUAL, SECONDS -> List.of(new Header(name, Long.toString(Durations.wholeSeconds(time()))));
            case DATE -> List.of(new Header(name, IMF_FIXDATE.format(end())));
            case NONE -> List.of();
        };
    }

    /** Returns the field in milliseconds that OpenAI adds; none beside a date, which it would overrule. */
    List<Header> millis() {
        return switch (told.form()) {
            case USUAL, SECONDS -> List.of(new Header("retry-after-ms", Long.toString(Durations.millis(time()))));
            case DATE, NONE -> List.of();
        };
    }

    /** Returns the reply with the field that the operator wants, even where the provider sends none. */
    Reply on(Reply reply) {
        boolean wanted = told.form() == Form.SECONDS || told.form() == Form.DATE;
        if (!wanted || reply.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase(FIELD))) {
            return reply;
        }
        List<Header> headers = new ArrayList<>(reply.headers());
        headers.addAll(field());
        return new Reply(reply.status(), headers, reply.body());
    }
}
