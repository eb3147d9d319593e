package dev.errorproxy.jetty;

/**
 * Since when a connection has been sending the head of a request.
 *
 * <p>Told of every read, of a head's end and of a request's end, it is written by one thread at a time, and may be asked
 * by any.
 */
final class HeadClock {

    private static final long STOPPED = 0;

    private volatile boolean serving;
    private volatile long begun = STOPPED;

    /** Notes that bytes came: outside a request, the first ones of a head. */
    void bytesRead() {
        if (begun == STOPPED && !serving) {
            begun = System.nanoTime() | 1;
        }
    }

    /** Notes that the head is complete; what comes from now on is the body. */
    void headRead() {
        serving = true;
        begun = STOPPED;
    }

    /** Notes that request and response have ended. */
    void served() {
        serving = false;
    }

    /** Returns whether a request is under way, or its response. */
    boolean isServing() {
        return serving;
    }

    /** Returns whether a head has been under way for longer than the limit, in nanoseconds. */
    boolean isOver(long limit, long now) {
        long since = begun;
        return since != STOPPED && now - since > limit;
    }
}
