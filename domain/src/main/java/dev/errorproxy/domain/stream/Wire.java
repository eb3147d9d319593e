package dev.errorproxy.domain.stream;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to go out to a client, in order.
 *
 * <p>The adapter queues it, does one after the other, and asks for no more upstream bytes while there is something in the
 * queue. Nothing follows {@link #end}, {@link #cut} or {@link #reset}.
 */
public interface Wire {

    /**
     * Sends the bytes, in one write and flush of their own.
     *
     * @param bytes never empty; may be a part of the chunk that {@link StruckBody#bytes} was given, which therefore has to
     *     stay as it is until they are sent
     */
    void pass(ByteBuffer bytes);

    /** Waits before what follows. */
    void pause(Duration time);

    /**
     * Is silent before what follows.
     *
     * @param ping what is sent meanwhile; empty for nothing
     * @param length how long; empty for until the client gives up
     */
    void stall(Optional<Ping> ping, Optional<Duration> length);

    /** Ends the body cleanly, and gives the upstream up. */
    void end();

    /** Closes the connection so that the client sees that the body is not complete, and gives the upstream up. */
    void cut();

    /** Resets the connection (TCP RST), and gives the upstream up. */
    void reset();

    /**
     * A sign of life.
     *
     * @param text what is sent, as it goes onto the wire
     * @param every the time from one to the next, and before the first
     */
    record Ping(String text, Duration every) {

        public Ping {
            requireNonNull(text, "text is null");
            requireNonNull(every, "every is null");
        }
    }
}
