package dev.errorproxy.providers.wording;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as the providers write them; never less than they are, so that coming back after them is not too early. */
final class Durations {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Durations() {}

    /** Returns the duration as OpenAI's and Google's messages have it, such as {@code 120ms}, {@code 6.034s}, {@code 6m0s}. */
    static String text(Duration time) {
        long millis = millis(time);
        if (millis > 0 && millis < SECOND) {
            return millis + "ms";
        }
        StringBuilder text = new StringBuilder();
        if (millis >= HOUR) {
            text.append(millis / HOUR).append('h');
        }
        if (millis >= MINUTE) {
            text.append(millis % HOUR / MINUTE).append('m');
        }
        return text.append(decimal(millis % MINUTE)).append('s').toString();
    }

    /** Returns the duration in seconds alone, such as {@code 26.1s}, as the JSON of protocol buffers has it. */
    static String seconds(Duration time) {
        return decimal(millis(time)) + "s";
    }

    static long millis(Duration time) {
        return time.plusNanos(999_999).toMillis();
    }

    static long wholeSeconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }

    private static String decimal(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
