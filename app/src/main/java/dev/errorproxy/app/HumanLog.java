package dev.errorproxy.app;

import dev.errorproxy.app.Options.LogLevel;
import dev.errorproxy.console.Tone;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.injection.Action;
import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome;
import dev.errorproxy.domain.provider.Call;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** The journal for people: a line when a request comes, and one when it has ended. This class is threadsafe. */
final class HumanLog implements Journal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss ", Locale.ROOT);

    private record Stamp(long second, String text) {}

    private final LogLines lines;
    private final LogLevel level;
    private final Clock clock;
    private volatile Stamp stamp;

    HumanLog(LogLines lines, LogLevel level, Clock clock) {
        this.lines = lines;
        this.level = level;
        this.clock = clock;
    }

    @Override
    public void decided(Decision decision) {
        Call call = decision.route().call();
        String provider = decision.route().provider().name();
        log(
                LogLevel.info,
                Tone.QUIET,
                () -> "Request #" + decision.number() + ": " + LogLines.brief(call.method()) + " "
                        + LogLines.brief(call.path()) + " -> " + provider);
        decision.notes().forEach(note -> log(LogLevel.info, Tone.INJECTED, () -> "Note: " + note));
        if (!decision.delay().isZero()) {
            log(
                    LogLevel.info,
                    Tone.INJECTED,
                    () -> "Delaying request #" + decision.number() + " by "
                            + decision.delay().toMillis() + " ms");
        }
        if (decision.action() instanceof Action.Answer answer) {
            log(
                    LogLevel.info,
                    Tone.INJECTED,
                    () -> "Injecting " + name(answer.cause()) + " error (status "
                            + answer.reply().status() + ") for " + provider);
        } else if (decision.action() instanceof Action.Refuse refused) {
            log(LogLevel.warn, Tone.ERROR, () -> "Refusing request #" + decision.number() + ": " + refused.reason());
        } else if (decision.fault().isPresent()) {
            log(
                    LogLevel.info,
                    Tone.INJECTED,
                    () -> "Injecting " + decision.fault().get().text() + " for " + provider);
        } else {
            log(
                    LogLevel.debug,
                    Tone.QUIET,
                    () -> "Forwarding request #" + decision.number() + " to "
                            + decision.route().upstream().map(URI::toString).orElse("nowhere"));
        }
    }

    @Override
    public void refused(Fault fault) {
        log(LogLevel.info, Tone.INJECTED, () -> "Refused a connection");
    }

    private static String name(Fault fault) {
        return fault.word().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public void ended(Decision decision, Outcome outcome) {
        if (outcome.strike() == Outcome.Strike.MISSED) {
            decision.fault()
                    .ifPresent(fault -> log(
                            LogLevel.info,
                            Tone.INJECTED,
                            () -> "Missed: " + fault.word() + " found nothing to strike in request #"
                                    + decision.number() + ", and is given back"));
        }
        switch (outcome.ending()) {
            case COMPLETED -> {
                if (!(decision.action() instanceof Action.Answer)) {
                    log(LogLevel.info, Tone.QUIET, () -> "Proxied response: " + status(outcome) + size(outcome));
                }
            }
            case STRUCK ->
                log(
                        LogLevel.info,
                        Tone.INJECTED,
                        () -> "Ended by "
                                + decision.fault().map(Fault::word).orElse("fault") + ": " + status(outcome)
                                + size(outcome));
            case UPSTREAM_ERROR ->
                log(
                        LogLevel.warn,
                        Tone.ERROR,
                        () -> "Upstream error: " + status(outcome) + " for request #" + decision.number() + ". "
                                + outcome.detail());
            case UPSTREAM_BROKE ->
                log(
                        LogLevel.warn,
                        Tone.ERROR,
                        () -> "Upstream broke off: " + status(outcome) + size(outcome) + " for request #"
                                + decision.number() + ". " + outcome.detail());
            case CLIENT_GONE ->
                log(LogLevel.info, Tone.QUIET, () -> "Client left: request #" + decision.number() + size(outcome));
            case STOPPED ->
                log(
                        LogLevel.warn,
                        Tone.ERROR,
                        () -> "Cut off by the end of the proxy: request #" + decision.number() + size(outcome));
        }
    }

    private static String status(Outcome outcome) {
        return outcome.status().isPresent() ? String.valueOf(outcome.status().getAsInt()) : "none";
    }

    private static String size(Outcome outcome) {
        boolean streamed = outcome.events().isPresent();
        long count = streamed ? outcome.events().getAsLong() : outcome.bytes();
        long tenths = (outcome.took().toMillis() + 50) / 100;
        return (streamed ? " (streamed, " : " (") + count + (streamed ? " event" : " byte") + (count == 1 ? "" : "s")
                + ", " + tenths / 10 + "." + tenths % 10 + " s)";
    }

    /** Returns the beginning of a line, the time of day, put into words once a second. */
    private String time() {
        long second = clock.millis() / 1000;
        Stamp last = stamp;
        if (last == null || last.second() != second) {
            last = new Stamp(second, TIME.format(Instant.ofEpochSecond(second).atZone(clock.getZone())));
            stamp = last;
        }
        return last.text();
    }

    private void log(LogLevel needed, Tone tone, Supplier<String> text) {
        if (level.compareTo(needed) >= 0) {
            lines.print(tone, time() + text.get());
        }
    }
}
