package dev.errorproxy.domain.stream;

import dev.errorproxy.domain.fault.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * A moment of whichever kind, as what there must have been.
 *
 * @param events how many data events
 * @param bytes how many bytes
 * @param time how much time
 */
record Mark(long events, long bytes, Optional<Duration> time) {

    private static final Moment.Cases<Mark> CASES = new Moment.Cases<>() {
        @Override
        public Mark events(Moment.Events moment) {
            return new Mark(moment.count(), 0, Optional.empty());
        }

        @Override
        public Mark bytes(Moment.Bytes moment) {
            return new Mark(0, moment.count(), Optional.empty());
        }

        @Override
        public Mark elapsed(Moment.Elapsed moment) {
            return new Mark(0, 0, Optional.of(moment.time()));
        }
    };

    static Mark of(Moment moment) {
        return moment.match(CASES);
    }

    /** Returns whether it is the end of an event, and not somewhere in the bytes or in time. */
    boolean endsEvent() {
        return events > 0;
    }

    /** Returns whether it is the beginning of the body. */
    boolean isHead() {
        return events == 0 && bytes == 0 && time.isEmpty();
    }
}
