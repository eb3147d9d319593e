package dev.errorproxy.app;

import dev.errorproxy.console.Console;
import dev.errorproxy.console.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Log lines on their way to the console.
 *
 * <p>A terminal that is stopped, or a pipe that nobody reads, must not stop the proxy: lines wait here, and those that
 * find no room are counted instead. This class is threadsafe.
 */
final class LogLines implements AutoCloseable {

    private static final int MOST_LINES = 10_000;
    /** Of all lines that wait; lines can be long, for clients choose their paths. */
    private static final long MOST_CHARACTERS = 4 * 1024 * 1024;

    private static final int LONGEST_PART = 2_048;
    private static final long LAST_WAIT_MILLIS = 1_000;
    /** How long lines gather, so that under load one write takes many; at the console nobody sees it. */
    private static final long GATHER_MILLIS = 5;

    private static final Console.Line END = new Console.Line(Tone.NORMAL, "");

    private final BlockingQueue<Console.Line> waiting = new LinkedBlockingQueue<>(MOST_LINES);
    private final AtomicLong characters = new AtomicLong();
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

    /** Returns what a client sent as it stands in a line, which is its beginning if it is very long. */
    static String brief(String part) {
        return part.length() <= LONGEST_PART ? part : part.substring(0, LONGEST_PART) + "...";
    }

    /** Prints a line soon; it is text already, since what it tells of must not be held while it waits. */
    void print(Tone tone, String text) {
        int length = text.length();
        if (characters.addAndGet(length) > MOST_CHARACTERS || !waiting.offer(new Console.Line(tone, text))) {
            characters.addAndGet(-length);
            lost.incrementAndGet();
        }
    }

    private void run() {
        try {
            for (boolean ends = false; !ends; ) {
                List<Console.Line> gathered = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(gathered);
                ends = gathered.removeIf(line -> line == END);
                print(gathered);
                Thread.sleep(ends ? 0 : GATHER_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(List<Console.Line> lines) {
        long count = lines.size();
        characters.addAndGet(
                -lines.stream().mapToLong(line -> line.text().length()).sum());
        long missing = waiting.isEmpty() ? lost.getAndSet(0) : 0;
        if (missing > 0) {
            String text = missing + " log lines were lost: they could not be shown, or not as fast as they came.";
            lines.add(new Console.Line(Tone.ERROR, format.apply(text)));
        }
        if (lines.isEmpty()) {
            return;
        }
        if (!show(lines)) {
            lost.addAndGet(missing + count);
        }
    }

    private boolean show(List<Console.Line> lines) {
        try {
            return console.print(lines);
        } catch (RuntimeException | OutOfMemoryError e) {
            return false; // The console may take the next ones, and there may be memory again.
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
