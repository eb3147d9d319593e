package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Threads that wait for each other, then do something at once. */
final class Crowd {

    private Crowd() {}

    /** Returns what all threads gave, each having been handed its number from 0. */
    static <T> List<T> of(int threads, IntFunction<Stream<T>> deed) {
        CountDownLatch ready = new CountDownLatch(threads);
        Queue<List<T>> given = new ConcurrentLinkedQueue<>();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                ready.countDown();
                await(ready);
                given.add(deed.apply(number).toList());
            });
            thread.start();
            crowd.add(thread);
        }
        crowd.forEach(Crowd::join);
        assertThat(given).as("threads that came to an end").hasSize(threads);
        return given.stream().flatMap(List::stream).toList();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
