package dev.errorproxy.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client makes of an error.
 *
 * @param exception the class of what its caller gets, without the package
 * @param requests how many requests it sends
 * @param honoured whether none of them comes before it may; a dash where none comes, or where none was told when
 */
record Behaviour(String exception, int requests, String honoured) {

    /** The log tells in whole milliseconds how long a request took, and so when it came. */
    private static final Duration PRECISION = Duration.ofMillis(1);

    private static final String NOTHING_TO_HONOUR = "–";

    /** Returns the behaviour of a client that was told that delay, and whose requests came at those times. */
    static Behaviour of(Optional<Throwable> thrown, Optional<Duration> told, List<Instant> requests) {
        return new Behaviour(
                thrown.map(Behaviour::nameOf).orElse("no exception"),
                requests.size(),
                told.map(delay -> honoured(delay, requests)).orElse(NOTHING_TO_HONOUR));
    }

    /** Returns the name of its class, without the package. */
    static String nameOf(Throwable thrown) {
        Class<?> type = thrown.getClass();
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** Looks at all waits, not at the first alone: on a busy machine one of them may be long by accident. */
    private static String honoured(Duration delay, List<Instant> requests) {
        if (requests.size() < 2) {
            return NOTHING_TO_HONOUR;
        }
        for (int i = 1; i < requests.size(); i++) {
            Duration waited = Duration.between(requests.get(i - 1), requests.get(i));
            if (waited.plus(PRECISION).compareTo(delay) < 0) {
                return "no";
            }
        }
        return "yes";
    }

    /** Returns the cell of the table. */
    @Override
    public String toString() {
        return exception + ", " + requests + ", " + honoured;
    }
}
