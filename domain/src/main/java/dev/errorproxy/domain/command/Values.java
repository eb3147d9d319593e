package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Delay;
import dev.errorproxy.domain.provider.RetryAfter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of the language: amounts, durations, bytes, numbers. */
final class Values {

    private static final String BLANK = "[ \\t\\r\\n\\f\\x0B]*";
    private static final Pattern COUNT = Pattern.compile("[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final Pattern PERCENT = Pattern.compile("(?<number>[0-9]+(\\.[0-9]+)?)" + BLANK + "%");
    private static final Pattern DURATION = Pattern.compile("(?<number>[0-9]{1,9}(\\.[0-9]{1,9})?)(?<unit>ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>b|kb|mb)");
    private static final int MOST_DIGITS = 9;
    private static final String AMOUNTS = "An amount is a count (4), a share (0.3 or 30%), or * for all.";
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> FACTORS = Map.of("b", 1L, "kb", 1_000L, "mb", 1_000_000L);
    private static final Duration LONGEST = Duration.ofHours(168);

    private Values() {}

    /** Returns the amount; empty where it is zero of whatever unit. */
    static Optional<Amount> amount(String text) throws CommandException {
        if (text.isEmpty()) {
            return Optional.of(Amount.ONCE);
        }
        if (text.equals("*")) {
            return Optional.of(Amount.ALL);
        }
        if (COUNT.matcher(text).matches()) {
            return times(text);
        }
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            return share(text, new BigDecimal(percent.group("number")).movePointLeft(2), "100%");
        }
        if (DECIMAL.matcher(text).matches()) {
            return share(text, new BigDecimal(text), "1.0");
        }
        throw new CommandException("Not an amount: " + Visible.quote(text) + ". " + AMOUNTS);
    }

    private static Optional<Amount> times(String text) throws CommandException {
        String digits = text.replaceFirst("^0+", "");
        if (digits.length() > MOST_DIGITS) {
            throw new CommandException("Count " + Visible.quote(text) + " is too large: at most "
                    + "9".repeat(MOST_DIGITS) + ", or * for all.");
        }
        return digits.isEmpty() ? Optional.empty() : Optional.of(new Amount.Times(Integer.parseInt(digits)));
    }

    private static Optional<Amount> share(String text, BigDecimal share, String most) throws CommandException {
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new CommandException("Share " + Visible.quote(text) + " is above " + most + ". " + AMOUNTS);
        }
        double value = share.doubleValue();
        return value == 0 ? Optional.empty() : Optional.of(new Amount.Share(value));
    }

    /** Returns a duration, whose unit has to be given. */
    static Duration duration(String name, String text) throws CommandException {
        return duration(name, text, text);
    }

    /** Returns the duration in a part of what was written. */
    private static Duration duration(String name, String part, String written) throws CommandException {
        Matcher parts = DURATION.matcher(part.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            if (COUNT.matcher(part).matches() || DECIMAL.matcher(part).matches()) {
                throw refused(
                        name,
                        written,
                        "has no unit: write " + name + "=" + Visible.shortened(part) + "s for seconds, or ms, m, h.");
            }
            throw refused(name, written, "is no duration: write a number and its unit, ms, s, m or h, such as 1.5s.");
        }
        BigDecimal millis =
                new BigDecimal(parts.group("number")).multiply(BigDecimal.valueOf(MILLIS.get(parts.group("unit"))));
        if (millis.stripTrailingZeros().scale() > 0) {
            throw refused(name, written, "is finer than a millisecond: write whole milliseconds, such as 200ms.");
        }
        if (millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0) {
            throw refused(name, written, "is too long: at most " + LONGEST.toHours() + "h.");
        }
        return Duration.ofMillis(millis.longValueExact());
    }

    /** Returns a duration above zero. */
    static Duration span(String name, String text) throws CommandException {
        Duration span = duration(name, text);
        if (span.isZero()) {
            throw refused(name, text, "is no time at all: write one above 0, such as 30s.");
        }
        return span;
    }

    /** Returns a delay, of one length or between two. */
    static Delay delay(String name, String text) throws CommandException {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new Delay(duration(name, text));
        }
        Duration least = duration(name, text.substring(0, dots));
        Duration most = duration(name, text.substring(dots + 2));
        if (least.compareTo(most) > 0) {
            throw refused(name, text, "goes from more to less: write the shorter time first, such as 200ms..2s.");
        }
        return new Delay(least, most);
    }

    /** Returns how a client is told to wait. */
    static RetryAfter wait(String name, String text) throws CommandException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("none")) {
            return RetryAfter.NONE;
        }
        if (lower.equals("date")) {
            return new RetryAfter(RetryAfter.Form.DATE, RetryAfter.USUAL.time());
        }
        if (lower.startsWith("date:")) {
            return new RetryAfter(RetryAfter.Form.DATE, seconds(name, lower.substring("date:".length()), text));
        }
        return new RetryAfter(RetryAfter.Form.SECONDS, seconds(name, lower, text));
    }

    /** The header field knows but seconds, so that here a number needs no unit. */
    private static Duration seconds(String name, String part, String written) throws CommandException {
        boolean bare = COUNT.matcher(part).matches();
        if (!bare && !DURATION.matcher(part).matches()) {
            throw refused(name, written, "is no wait: write seconds (20), a duration (1.5s), date, date:20s or none.");
        }
        return duration(name, bare ? part + "s" : part, written);
    }

    /** Returns a moment: so many events, bytes, or so much time. */
    static Moment moment(String name, String text) throws CommandException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (COUNT.matcher(text).matches()) {
            return new Moment.Events(number(name, text, 0));
        }
        if (BYTES.matcher(lower).matches()) {
            return new Moment.Bytes(bytes(name, lower));
        }
        if (DURATION.matcher(lower).matches()) {
            return new Moment.Elapsed(duration(name, lower));
        }
        throw refused(name, text, "is no moment: write events (40), a time (2s) or bytes (512b, 2kb).");
    }

    /** Returns a number of bytes, whose unit has to be given. */
    static long bytes(String name, String text) throws CommandException {
        Matcher parts = BYTES.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw refused(name, text, "is no number of bytes: write one with its unit, b, kb or mb, such as 512b.");
        }
        return Long.parseLong(parts.group("number")) * FACTORS.get(parts.group("unit"));
    }

    /** Returns a number of bytes per second, at least 1. */
    static long rate(String name, String text) throws CommandException {
        String lower = text.toLowerCase(Locale.ROOT);
        String bytes = lower.endsWith("/s") ? lower.substring(0, lower.length() - 2) : "";
        if (!BYTES.matcher(bytes).matches() || bytes(name, bytes) == 0) {
            throw refused(name, text, "is no rate: write bytes per second above 0, such as 512b/s, 2kb/s or 1mb/s.");
        }
        return bytes(name, bytes);
    }

    /** Returns a whole number of at most nine digits. */
    static long number(String name, String text, long least) throws CommandException {
        String digits = COUNT.matcher(text).matches() ? text.replaceFirst("^0+(?=.)", "") : "";
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || Long.parseLong(digits) < least) {
            throw refused(
                    name,
                    text,
                    "is no number: write a whole one from " + least + " to " + "9".repeat(MOST_DIGITS) + ".");
        }
        return Long.parseLong(digits);
    }

    static CommandException refused(String name, String text, String reason) {
        return new CommandException(name + "=" + Visible.shortened(text) + " " + reason);
    }
}
