package dev.errorproxy.domain.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** When within a body a fault strikes. */
public sealed interface Moment {

    /** Returns the moment as the command language writes it. */
    String text();

    /** Returns what the case for this kind of moment gives. */
    <T> T match(Cases<T> cases);

    /** One case for each kind of moment. */
    interface Cases<T> {

        /** Returns what is so after a number of events. */
        T events(Events moment);

        /** Returns what is so after a number of bytes. */
        T bytes(Bytes moment);

        /** Returns what is so after some time. */
        T elapsed(Elapsed moment);
    }

    /**
     * After so many data events; comments and pings do not count.
     *
     * @param count at least 0
     */
    record Events(long count) implements Moment {

        public Events {
            notNegative(count);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.events(this);
        }

        @Override
        public String text() {
            return String.valueOf(count);
        }
    }

    /**
     * After so many bytes of the body as the client gets it.
     *
     * @param count at least 0
     */
    record Bytes(long count) implements Moment {

        public Bytes {
            notNegative(count);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.bytes(this);
        }

        @Override
        public String text() {
            return Notation.bytes(count);
        }
    }

    /**
     * After so much time from the head of the answer on.
     *
     * @param time not negative
     */
    record Elapsed(Duration time) implements Moment {

        public Elapsed {
            requireNonNull(time, "time is null");
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.elapsed(this);
        }

        @Override
        public String text() {
            return Notation.duration(time);
        }
    }

    private static void notNegative(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + ", not at least 0");
        }
    }
}
