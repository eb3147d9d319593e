package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.provider.TokenCount;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** By what tokens were counted so far. This class is threadsafe. */
final class Counters {

    private static final int MOST = 8;

    private final Set<String> names = new ConcurrentSkipListSet<>();

    void note(TokenCount count) {
        if (!names.contains(count.counter()) && names.size() < MOST) {
            names.add(count.counter());
        }
    }

    /** Returns the end of a status line; empty where nothing was counted. */
    String describe() {
        return names.isEmpty() ? "" : ", counted by " + String.join(" and ", names);
    }
}
