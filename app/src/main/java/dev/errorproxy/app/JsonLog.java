package dev.errorproxy.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.app.Options.LogLevel;
import dev.errorproxy.console.Tone;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.injection.Action;
import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome;
import java.time.Clock;
import java.util.Locale;

/** The journal for programs: one JSON object per line, one line per request when it has ended. */
final class JsonLog implements Journal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LogLines lines;
    private final LogLevel level;
    private final Clock clock;

    JsonLog(LogLines lines, LogLevel level, Clock clock) {
        this.lines = lines;
        this.level = level;
        this.clock = clock;
    }

    /** Returns any other line as an object with time and message. */
    static String message(Clock clock, String text) {
        return write(line(clock).put("message", text));
    }

    private static ObjectNode line(Clock clock) {
        return JSON.createObjectNode().put("time", clock.instant().toString());
    }

    private static String write(ObjectNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values was not written", e);
        }
    }

    @Override
    public void decided(Decision decision) {
        // One line per request, and it needs the end.
    }

    @Override
    public void ended(Decision decision, Outcome outcome) {
        if (level.compareTo(needed(outcome)) < 0) {
            return;
        }
        ObjectNode line = line(clock)
                .put("number", decision.number())
                .put("method", LogLines.brief(decision.route().call().method()))
                .put("path", LogLines.brief(decision.route().call().path()))
                .put("provider", decision.route().provider().name())
                .put("decision", decision(decision, outcome));
        decision.fault()
                .ifPresent(fault -> line.put(
                                "error", fault.word().toUpperCase(Locale.ROOT).replace('-', '_'))
                        .put("fault", fault.text())
                        .put("strike", outcome.strike().name().toLowerCase(Locale.ROOT)));
        if (!decision.delay().isZero()) {
            line.put("delayMilliseconds", decision.delay().toMillis());
        }
        if (!decision.notes().isEmpty()) {
            decision.notes().forEach(line.putArray("notes")::add);
        }
        outcome.status().ifPresentOrElse(status -> line.put("status", status), () -> line.putNull("status"));
        line.put("milliseconds", outcome.took().toMillis()).put("bytes", outcome.bytes());
        outcome.events().ifPresent(events -> line.put("events", events));
        line.put("ending", outcome.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!outcome.detail().isEmpty()) {
            line.put("detail", outcome.detail());
        }
        lines.print(Tone.NORMAL, write(line));
    }

    private static String decision(Decision decision, Outcome outcome) {
        if (decision.action() instanceof Action.Refuse) {
            return "refused";
        }
        return outcome.strike() == Outcome.Strike.HIT ? "injected" : "forwarded";
    }

    @Override
    public void refused(Fault fault) {
        if (level.compareTo(LogLevel.info) >= 0) {
            ObjectNode line = line(clock).put("decision", "injected").put("fault", fault.text());
            lines.print(Tone.NORMAL, write(line));
        }
    }

    private static LogLevel needed(Outcome outcome) {
        return switch (outcome.ending()) {
            case COMPLETED, STRUCK, CLIENT_GONE -> LogLevel.info;
            case UPSTREAM_ERROR, UPSTREAM_BROKE, STOPPED -> LogLevel.warn;
        };
    }
}
