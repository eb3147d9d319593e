package dev.errorproxy.domain.fault;

import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the command language writes values, so that it reads them back. */
public final class Notation {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long KILO = 1_000;
    private static final String PLAIN = "._~:/+*-";

    private Notation() {}

    /** Returns a duration with its unit, such as {@code 1.5s}; what is less than a millisecond is left out. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % SECOND != 0) {
            return millis < SECOND
                    ? millis + "ms"
                    : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
        }
        if (millis == 0 || millis % MINUTE != 0) {
            return millis / SECOND + "s";
        }
        return millis % HOUR != 0 ? millis / MINUTE + "m" : millis / HOUR + "h";
    }

    /** Returns a number of bytes with its unit, such as {@code 512b} or {@code 2kb}, a kilobyte being 1,000 bytes. */
    public static String bytes(long count) {
        if (count == 0 || count % KILO != 0) {
            return count + "b";
        }
        return count % (KILO * KILO) != 0 ? count / KILO + "kb" : count / (KILO * KILO) + "mb";
    }

    /** Returns a text as it is, or in quotes where parts of it would mean something else. */
    public static String text(String value) {
        if (!value.isEmpty()
                && value.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
            return value;
        }
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns the options that say what is overruled. */
    static List<String> settings(Wording wording) {
        List<String> settings = new ArrayList<>();
        wording.status().ifPresent(status -> settings.add("status=" + status));
        wording.message().ifPresent(message -> settings.add("message=" + text(message)));
        wording.code().ifPresent(code -> settings.add("code=" + text(code)));
        wording.form().ifPresent(form -> settings.add("form=" + text(form)));
        if (!wording.retryAfter().equals(RetryAfter.USUAL)) {
            settings.add("retry-after=" + wait(wording.retryAfter()));
        }
        return settings;
    }

    private static String wait(RetryAfter wait) {
        return switch (wait.form()) {
            case NONE -> "none";
            case USUAL, SECONDS -> duration(wait.time());
            case DATE -> wait.time().equals(RetryAfter.USUAL.time()) ? "date" : "date:" + duration(wait.time());
        };
    }
}
