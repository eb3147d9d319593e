package dev.errorproxy.app;

import com.google.inject.Inject;
import com.sun.management.HotSpotDiagnosticMXBean;
import dev.errorproxy.domain.injection.Interceptor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has Java's G1, its collector where nobody chose another, give memory back once calls have stopped.
 *
 * <p>G1 keeps what it has taken until it collects again, which without calls is never: some hundred mebibytes after a
 * load. It can collect by itself after a time without a collection (JEP 346), but would then go on doing so for ever; so
 * that is asked for only from the first call of a busy time until a little after its last.
 */
final class IdleHeap implements Runnable {

    private static final String OPTION = "G1PeriodicGCInterval"; // in milliseconds; 0 is never
    private static final String OFTEN = "1000";
    private static final String NEVER = "0";
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** A collection marks first, and gives back with the next one. */
    private static final int QUIET_PAUSES = 3;

    private final LongSupplier calls;
    private final Consumer<String> interval;
    private long seen;
    private int left;

    @Inject
    IdleHeap(Interceptor interceptor) {
        this(interceptor::requestsHandled, IdleHeap::setInterval);
    }

    IdleHeap(LongSupplier calls, Consumer<String> interval) {
        this.calls = calls;
        this.interval = interval;
    }

    /** Begins to look after the heap. */
    void start() {
        Thread thread = new Thread(this, "idle-heap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // Another Java, or another collector: then there is nothing to look after.
        }
    }

    /** Compares the calls with those at the last look. */
    void look() {
        long now = calls.getAsLong();
        if (now != seen) {
            seen = now;
            if (left == 0) {
                interval.accept(OFTEN);
            }
            left = QUIET_PAUSES;
        } else if (left > 0 && --left == 0) {
            interval.accept(NEVER);
        }
    }

    private static void setInterval(String millis) {
        HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (java == null || !java.getVMOption("UseG1GC").getValue().equals("true")) {
            throw new UnsupportedOperationException("There is no G1");
        }
        java.setVMOption(OPTION, millis);
    }
}
