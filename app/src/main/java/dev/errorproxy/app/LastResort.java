package dev.errorproxy.app;

import com.google.inject.CreationException;
import java.util.concurrent.TimeUnit;

/**
 * The end of a process for which nobody has foreseen a reason, such as threads or memory that are not to be had.
 *
 * <p>Threads that run already would keep it alive, and ending it in order takes what may be missing.
 */
final class LastResort {

    private static final int FAILURE = 1;
    /** More than the calls in flight and the log are given. */
    private static final long MOST_SECONDS = 10;

    private LastResort() {}

    /** Says why in one line, and ends the process: in order if that can be, and for certain. */
    static void end(Throwable reason) {
        try {
            System.err.println(line(reason));
            Thread watch = new Thread(LastResort::haltInTime, "last-resort");
            watch.setDaemon(true);
            watch.start();
            System.exit(FAILURE);
        } finally {
            Runtime.getRuntime().halt(FAILURE);
        }
    }

    private static void haltInTime() {
        try {
            TimeUnit.SECONDS.sleep(MOST_SECONDS);
        } catch (InterruptedException e) {
            // At once, then.
        } finally {
            Runtime.getRuntime().halt(FAILURE);
        }
    }

    /** Returns what went wrong, and where: whoever wrote the plugin that did it wants to know. */
    static String line(Throwable reason) {
        Throwable cause = reason;
        while (next(cause) != null) {
            cause = next(cause);
        }
        StackTraceElement[] trace = cause.getStackTrace();
        String place = trace.length == 0 ? "" : " (at " + trace[0] + ")";
        return ("The proxy can't go on: " + cause + place + ".").replaceAll("[\\s\\p{C}]+", " ");
    }

    private static Throwable next(Throwable reason) {
        // Guice lists what went wrong, and of several reasons names none as its own.
        return reason instanceof CreationException all
                ? all.getErrorMessages().iterator().next().getCause()
                : reason.getCause();
    }
}
