package dev.errorproxy.domain.stream;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A part of a stream that stands for itself: an event, a comment, an element of an array, or what opens or closes one.
 *
 * @param body where it begins in the stream, in bytes, without what separates it from the block before
 * @param end where it ends, in bytes: the first byte behind it, line ends included
 * @param counts whether it is a data event: it has data and is no ping
 * @param event the name of the event; empty where it has none
 * @param data its data, the first MiB of it at most
 */
public record Block(long body, long end, boolean counts, Optional<String> event, String data) {

    public Block {
        requireNonNull(event, "event is null");
        requireNonNull(data, "data is null");
    }
}
