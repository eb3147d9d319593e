package dev.errorproxy.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

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

    /** Returns the first, second, third ... line that contains the text, waiting for it. */
    synchronized String await(String part, int ordinal) {
        awaitUntil(() -> ended || with(part).size() >= ordinal);
        if (with(part).size() < ordinal) {
            throw new AssertionError("No line " + ordinal + " with '" + part + "' came, only: " + lines);
        }
        return with(part).get(ordinal - 1);
    }

    /** Returns all lines once the process has closed its end. */
    synchronized List<String> all() {
        awaitUntil(() -> ended);
        return List.copyOf(lines);
    }

    private List<String> with(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    private void awaitUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("Waited in vain; so far: " + lines);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
