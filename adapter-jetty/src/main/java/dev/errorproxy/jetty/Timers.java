package dev.errorproxy.jetty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * What is to be done for a call later, unless the call ends before.
 *
 * <p>A deed that waits holds on to the call and its body, and it may be due in hours. This class is threadsafe.
 */
final class Timers {

    private final Scheduler scheduler;
    private final Executor executor;
    private final List<Timer> waiting = new ArrayList<>(0);
    private boolean ended;

    Timers(Components components) {
        this.scheduler = components.getScheduler();
        this.executor = components.getExecutor();
    }

    /** Does that after so much time, on a thread where nothing may wait. */
    synchronized void schedule(Duration time, Runnable deed) {
        if (!ended) {
            Timer timer = new Timer(deed);
            waiting.add(timer);
            timer.task = scheduler.schedule(timer, time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Forgets what is still to be done, and all that is scheduled from now on. */
    synchronized void end() {
        ended = true;
        waiting.forEach(timer -> timer.task.cancel());
        waiting.clear();
    }

    private synchronized boolean isDue(Timer timer) {
        return waiting.remove(timer);
    }

    private final class Timer implements Runnable {

        private final Runnable deed;
        private Scheduler.Task task;

        Timer(Runnable deed) {
            this.deed = deed;
        }

        @Override
        public void run() {
            if (isDue(this)) {
                executor.execute(deed);
            }
        }
    }
}
