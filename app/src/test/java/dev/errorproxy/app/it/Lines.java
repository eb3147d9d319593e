package dev.errorproxy.app.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines that a process writes, collected as they come. This class is threadsafe. */
final class Lines {

    /** Far longer than anything takes: it ends a test that has failed, and is no measure of speed. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    /** Begins to collect. */
    Lines(InputStream in, String name) {
        Thread reader = new Thread(() -> collect(in), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void collect(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // The process was destroyed: there is nothing more to read.
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Returns the lines so far. */
    synchronized List<String> soFar() {
        return List.copyOf(lines);
    }

    /** Returns the first line that contains the text, waiting for it. */
    String await(String part) {
        return await(part, 1);
    }

    /** Returns the first, second, third ... line that contains the text, waiting for it. */
    synchronized String await(String part, int ordinal) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        int found = 0;
        for (int i = 0; ; i++) {
            while (i == lines.size()) {
                if (ended || !waitUntil(deadline)) {
                    throw new AssertionError("No line with '" + part + "' came, only: " + lines);
                }
            }
            if (lines.get(i).contains(part) && ++found == ordinal) {
                return lines.get(i);
            }
        }
    }

    /** Returns all lines once the process has closed its end. */
    synchronized List<String> all() {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!ended) {
            if (!waitUntil(deadline)) {
                throw new AssertionError("The output did not end; so far: " + lines);
            }
        }
        return List.copyOf(lines);
    }

    /** Waits for a change; returns whether there is time left. */
    private boolean waitUntil(long deadline) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            return false;
        }
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
