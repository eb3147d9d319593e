package dev.errorproxy.jetty;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Threads on which the tokens of long prompts are counted.
 *
 * <p>That takes seconds, and many times a prompt's length of memory: it is not for the threads that move everybody's bytes, and
 * only so many are counted at once.
 */
final class CountingThreads extends QueuedThreadPool {

    /** Enough for a prompt of some megabytes. */
    private static final long HEAP_OF_EACH = 64L << 20;

    private static final int IDLE_MS = 1000;

    /** Creates threads of that name, none of which keeps a stop waiting. */
    CountingThreads(String name) {
        super(atOnce(), 0, IDLE_MS);
        setName(name);
        setReservedThreads(0);
        setDaemon(true);
        setStopTimeout(0);
    }

    private static int atOnce() {
        Runtime java = Runtime.getRuntime();
        return (int) Math.max(1, Math.min(java.availableProcessors(), java.maxMemory() / HEAP_OF_EACH));
    }
}
