package dev.errorproxy.app;

import dev.errorproxy.console.Console;
import dev.errorproxy.console.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Log lines on their way to the console.
 *
 * <p>A terminal that is stopped, or a pipe that nobody reads, must not stop the proxy: lines wait here, and those that
 * find no room are counted instead. This class is threadsafe.
 */
final class LogLines implements AutoCloseable {

    private static final int ROOM = 10_000;
    private static final long LAST_WAIT_MILLIS = 1_000;
    /** How long lines gather, so that under load one write takes many; at the console nobody sees it. */
    private static final long GATHER_MILLIS = 5;

    private record Line(Tone tone, Supplier<String> text) {}

    private static final Line END = new Line(Tone.NORMAL, () -> "");

    private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final Console console;
    private final UnaryOperator<String> format;
    private final Thread printer = new Thread(this::run, "log");

    /**
     * Begins to print.
     *
     * @param format makes a line of the log of a line that is none yet
     */
    LogLines(Console console, UnaryOperator<String> format) {
        this.console = console;
        this.format = format;
        printer.setDaemon(true);
        printer.start();
    }

    /** Prints a line soon; its text is made when it is printed, by the one thread that prints. */
    void print(Tone tone, Supplier<String> text) {
        if (!waiting.offer(new Line(tone, text))) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        try {
            for (boolean ends = false; !ends; ) {
                List<Line> gathered = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(gathered);
                ends = gathered.remove(END);
                print(gathered);
                Thread.sleep(ends ? 0 : GATHER_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(List<Line> gathered) {
        List<Console.Line> lines = new ArrayList<>(gathered.size() + 1);
        for (Line line : gathered) {
            lines.add(new Console.Line(line.tone(), line.text().get()));
        }
        long missing = waiting.isEmpty() ? lost.getAndSet(0) : 0;
        if (missing > 0) {
            String text = missing + " log lines were lost: they came faster than they could be shown.";
            lines.add(new Console.Line(Tone.ERROR, format.apply(text)));
        }
        if (!lines.isEmpty()) {
            console.print(lines);
        }
    }

    /** Prints what waits, for a second at most. */
    @Override
    public void close() {
        try {
            if (waiting.offer(END, LAST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                printer.join(LAST_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
