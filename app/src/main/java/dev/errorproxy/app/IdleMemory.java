package dev.errorproxy.app;

import com.google.inject.Inject;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import dev.errorproxy.jetty.ProxyServer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives memory back to the system once calls have stopped.
 *
 * <p>Java keeps what it has taken until it collects the whole heap, which without calls is never: some hundred mebibytes
 * after a load. Such a collection holds everything up for tens of milliseconds, so that it waits until no call is in
 * flight; and where nothing was collected since the last one, there is nothing to give back.
 */
final class IdleMemory implements Runnable {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int QUIET_LOOKS = 2;

    /** Java leaves up to this share of the heap free after a whole collection, in per cent, and by itself 70. */
    private static final String FREE_RATIO = "MaxHeapFreeRatio";

    private static final String SMALL_FREE_RATIO = "40";

    private final LongSupplier callsInFlight;
    private final LongSupplier collections;
    private final Runnable giveBack;
    private long seen;
    private int quiet;

    @Inject
    IdleMemory(ProxyServer server) {
        this(server::callsInFlight, IdleMemory::collections, () -> {
            server.dropSpareBuffers();
            System.gc();
        });
    }

    IdleMemory(LongSupplier callsInFlight, LongSupplier collections, Runnable giveBack) {
        this.callsInFlight = callsInFlight;
        this.collections = collections;
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
        leaveLittleFree();
        seen = collections.getAsLong();
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives back what there is, if it has been quiet since the look before. */
    void look() {
        quiet = callsInFlight.getAsLong() == 0 ? quiet + 1 : 0;
        if (quiet >= QUIET_LOOKS && collections.getAsLong() != seen) {
            giveBack.run();
            seen = collections.getAsLong();
        }
    }

    private static void leaveLittleFree() {
        HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            if (java != null && java.getVMOption(FREE_RATIO).getOrigin() == VMOption.Origin.DEFAULT) {
                java.setVMOption(FREE_RATIO, SMALL_FREE_RATIO);
            }
        } catch (IllegalArgumentException | NoClassDefFoundError e) {
            // Another Java has no such option or module, and another minimum doesn't go with it; then more stays free.
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
