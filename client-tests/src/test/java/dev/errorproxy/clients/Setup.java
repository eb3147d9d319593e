package dev.errorproxy.clients;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client is told before it asks.
 *
 * @param proxy the address to ask
 * @param timeout how long it waits at most, where its library has an option for that; empty for the library's default
 */
record Setup(URI proxy, Optional<Duration> timeout) {

    /** Returns a setup that leaves all but the address to the library's defaults. */
    static Setup usual(URI proxy) {
        return new Setup(proxy, Optional.empty());
    }

    /** Returns a setup of a client that soon gives up. */
    static Setup impatient(URI proxy) {
        return new Setup(proxy, Optional.of(Duration.ofSeconds(1)));
    }
}
