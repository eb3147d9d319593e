package dev.errorproxy.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;

/** What a person would see, given the bytes sent to a terminal. */
final class Screen extends OutputStream {

    private static final long DEADLINE = Duration.ofSeconds(20).toNanos();

    private final ScreenTerminal screen;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final StringBuilder sent = new StringBuilder();

    Screen(int columns, int rows) {
        this.screen = new ScreenTerminal(columns, rows);
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            // As a terminal's driver does; a second one does no harm.
            pending.write('\r');
        }
        pending.write(b);
    }

    @Override
    public synchronized void flush() {
        String text = pending.toString(UTF_8);
        pending.reset();
        sent.append(text);
        screen.write(text);
        notifyAll();
    }

    /** Returns the lines that are not empty, without the blanks at their ends. */
    synchronized List<String> lines() {
        return Arrays.stream(screen.toString().split("\n"))
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns everything that was ever sent, escape sequences and all. */
    synchronized String sent() {
        return sent.toString();
    }

    /** Waits for the screen to end in those lines. */
    void awaitEnd(String... last) {
        await(lines -> lines.size() >= last.length
                && lines.subList(lines.size() - last.length, lines.size()).equals(List.of(last)));
    }

    synchronized void await(Predicate<List<String>> condition) {
        long end = System.nanoTime() + DEADLINE;
        while (!condition.test(lines())) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("The screen still shows:\n" + String.join("\n", lines()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
