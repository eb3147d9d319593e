package dev.errorproxy.app.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long, how many, and the counts at the end. */
final class Soak {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 1);

    private Soak() {}

    /** Returns that share of the whole time. */
    static Duration share(double share) {
        return Duration.ofMillis((long) (share * MINUTES * 60_000));
    }

    /** Returns how many clients and upstreams leave: 10,000 in ten minutes. */
    static int leavers() {
        return Math.min(10_000, 500 + 1_000 * MINUTES);
    }

    /** Runs the task in so many threads at once, and returns when all are through; any failure is one of the test. */
    static void inThreads(int threads, Callable<Void> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(task));
            }
            for (Future<Void> one : all) {
                one.get(1, TimeUnit.HOURS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits for half a minute at most; returns whether it became true. */
    static boolean becomes(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }

    /** Prints what came of a part. */
    static void report(String part, String counts) {
        System.out.println("soak: " + part + ": " + counts);
    }

    /** What was tried and what of it was lost, with the reasons for the first few. This class is threadsafe. */
    static final class Count {

        private static final int MOST_REASONS = 10;

        private final LongAdder tried = new LongAdder();
        private final List<String> lost = new ArrayList<>();
        private int more;

        void tried() {
            tried.increment();
        }

        synchronized void lost(String reason) {
            if (lost.size() < MOST_REASONS) {
                lost.add(reason);
            } else {
                more++;
            }
        }

        synchronized int lost() {
            return lost.size() + more;
        }

        long all() {
            return tried.sum();
        }

        @Override
        public synchronized String toString() {
            return tried + " tried, " + lost() + " lost" + (lost.isEmpty() ? "" : ": " + lost);
        }
    }
}
