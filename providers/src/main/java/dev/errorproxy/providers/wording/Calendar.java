package dev.errorproxy.providers.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** When quotas of days and months begin anew. */
final class Calendar {

    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Calendar() {}

    /** Returns how long it is until the first of the next month, UTC. */
    static Duration untilNextMonth(Instant now) {
        return until(
                now.atZone(ZoneOffset.UTC),
                midnight(now, ZoneOffset.UTC).with(TemporalAdjusters.firstDayOfNextMonth()));
    }

    /** Returns how long it is until the next midnight, UTC. */
    static Duration untilMidnight(Instant now) {
        return untilMidnight(now, ZoneOffset.UTC);
    }

    /** Returns how long it is until the next midnight of the Pacific coast, when Google's days begin. */
    static Duration untilPacificMidnight(Instant now) {
        return untilMidnight(now, PACIFIC);
    }

    /** Returns the time to the minute, such as {@code 2026-12-01 at 00:00 UTC}. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    private static Duration untilMidnight(Instant now, ZoneId zone) {
        return until(now.atZone(zone), midnight(now, zone).plusDays(1));
    }

    private static ZonedDateTime midnight(Instant now, ZoneId zone) {
        return now.atZone(zone).truncatedTo(ChronoUnit.DAYS);
    }

    private static Duration until(ZonedDateTime now, ZonedDateTime end) {
        return Duration.between(now, end);
    }
}
