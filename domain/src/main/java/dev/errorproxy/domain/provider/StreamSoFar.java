package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a client has had of a stream.
 *
 * @param array whether the stream is a JSON array that grows by elements, and not an event stream
 * @param events the number of data events
 * @param first the data of the first event, without its field names; empty where there was none
 * @param last the data of the latest event; empty where there was none
 */
public record StreamSoFar(boolean array, long events, Optional<String> first, Optional<String> last) {

    public StreamSoFar {
        requireNonNull(first, "first is null");
        requireNonNull(last, "last is null");
    }
}
