package dev.errorproxy.app;

import com.google.inject.Inject;
import com.sun.management.HotSpotDiagnosticMXBean;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.jetty.ProxyServer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ServiceConfigurationError;
import java.util.function.LongSupplier;

/**
 * Gives memory back to the system once calls have stopped.
 *
 * <p>Java keeps what it has taken until it collects the whole heap, which without calls is never: some hundred mebibytes
 * after a load. Such a collection holds everything up for tens of milliseconds, so that it waits until no call is in
 * flight; and where nothing was collected and little used since the last one, there is little to give back.
 */
final class IdleMemory implements Runnable {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int QUIET_LOOKS = 2;

    /** What may be used without a collection before one is worth its while, in bytes; a large heap takes hundreds of them. */
    static final long WORTH_A_COLLECTION = 32L * 1024 * 1024;

    /** Java leaves up to this share of the heap free after a whole collection, in per cent, and by itself 70. */
    private static final String FREE_RATIO = "MaxHeapFreeRatio";

    private static final String SMALL_FREE_RATIO = "40";

    private final LongSupplier calls;
    private final LongSupplier callsInFlight;
    private final LongSupplier collections;
    private final LongSupplier used;
    private final Runnable giveBack;
    private long callsSeen;
    private long collectionsSeen;
    private long usedSeen;
    private int quiet;

    @Inject
    IdleMemory(Interceptor interceptor, ProxyServer server) {
        this(interceptor::requestsHandled, server::callsInFlight, IdleMemory::collections, IdleMemory::used, () -> {
            server.dropSpareBuffers();
            collect();
        });
    }

    /**
     * Looks after other memory.
     *
     * @param calls how many calls have begun
     * @param collections how many collections there have been
     * @param used how many bytes of the heap are in use
     * @param giveBack gives back what there is
     */
    IdleMemory(
            LongSupplier calls,
            LongSupplier callsInFlight,
            LongSupplier collections,
            LongSupplier used,
            Runnable giveBack) {
        this.calls = calls;
        this.callsInFlight = callsInFlight;
        this.collections = collections;
        this.used = used;
        this.giveBack = giveBack;
    }

    /** Begins to look after the memory. */
    void start() {
        Thread thread = new Thread(this, "idle-memory");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        remember();
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives back what there is, if it has been quiet for some looks. */
    void look() {
        long begun = calls.getAsLong();
        quiet = begun == callsSeen && callsInFlight.getAsLong() == 0 ? quiet + 1 : 0;
        callsSeen = begun;
        if (quiet >= QUIET_LOOKS && isWorthIt()) {
            giveBack.run();
            remember();
        }
    }

    private boolean isWorthIt() {
        return collections.getAsLong() != collectionsSeen || used.getAsLong() - usedSeen >= WORTH_A_COLLECTION;
    }

    private void remember() {
        collectionsSeen = collections.getAsLong();
        usedSeen = used.getAsLong();
    }

    /** Collects all, and leaves little of the heap free, this once: under load a heap that shrinks has to grow again. */
    private static void collect() {
        try {
            HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            String usual = java.getVMOption(FREE_RATIO).getValue();
            java.setVMOption(FREE_RATIO, SMALL_FREE_RATIO);
            System.gc();
            java.setVMOption(FREE_RATIO, usual);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            System.gc(); // Another Java has no such option or module, and another minimum doesn't go with it.
        }
    }

    /** Returns how many there have been; none where Java had no file descriptor left to load what counts them. */
    private static long collections() {
        try {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        } catch (LinkageError | ServiceConfigurationError e) {
            return 0;
        }
    }

    private static long used() {
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory();
    }
}
