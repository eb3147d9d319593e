package dev.errorproxy.app.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxy as a process of its own. */
final class ProxyProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+)");

    private static final String HANDLED = "Requests handled: ";

    private final Process process;
    private final Lines output;
    private final Lines errors;
    private int timesAsked;
    private int lastHandled;

    ProxyProcess(Process process) {
        this.process = process;
        this.output = new Lines(process.getInputStream(), "proxy's output");
        this.errors = new Lines(process.getErrorStream(), "proxy's errors");
    }

    /** Returns what the proxy says on standard output. */
    Lines output() {
        return output;
    }

    /** Returns what the proxy says on standard error. */
    Lines errors() {
        return errors;
    }

    /** Returns the port that the proxy says it listens on, waiting for that. */
    int awaitPort() {
        Matcher matcher = LISTENING.matcher(output.await("listening on"));
        if (!matcher.find()) {
            throw new AssertionError("The proxy does not say its port: " + output.soFar());
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Returns the address of a path at the proxy. */
    URI at(String path) {
        return URI.create("http://127.0.0.1:" + awaitPort() + path);
    }

    /** Types a line at the proxy's standard input. */
    void type(String line) {
        typeWithoutLineBreak(line + "\n");
    }

    /** Types at the proxy's standard input. */
    void typeWithoutLineBreak(String text) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the proxy's standard input. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the process id. */
    long pid() {
        return process.pid();
    }

    /** Returns whether the proxy still runs after a second in which it had every chance to end. */
    boolean livesOn() {
        try {
            return !process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the exit status, waiting for it. */
    int awaitExit() {
        try {
            if (process.waitFor(Lines.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("The proxy did not end; it said: " + output.soFar() + errors.soFar());
    }

    /** Returns how many requests the proxy has handled since it was last asked; it has to read its standard input. */
    int requestsSinceLastAsked() {
        type("status");
        timesAsked++;
        // The first such line is in the greeting.
        String line = output.await(HANDLED, timesAsked + 1);
        int handled = Integer.parseInt(line.substring(HANDLED.length()));
        int more = handled - lastHandled;
        lastHandled = handled;
        return more;
    }

    /** Tells the proxy to end. */
    void terminate() {
        // Not Process.destroy(), which also closes the streams, and so loses what has not been read yet.
        process.toHandle().destroy();
    }

    /** Tells the proxy to end, and returns the log of the requests that it had: all of it, for it has ended. */
    List<String> requestsInAll() {
        terminate();
        awaitExit();
        return output.all().stream().filter(line -> line.contains("Request #")).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
