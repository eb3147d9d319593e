package dev.errorproxy.app.it;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The proxy on a pseudo-terminal, with somebody who types and reads. */
final class Terminal implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final PtyProcess process;
    private final StringBuilder shown = new StringBuilder();
    private int read;

    private Terminal(PtyProcess process) {
        this.process = process;
        Thread reader = new Thread(this::readAll, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the proxy with those options, and its history below that folder. */
    static Terminal start(Path state, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProxyCommand.JAVA, "-jar", System.getProperty("proxy.jar"), "--port", "0"));
        command.addAll(List.of(options));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.endsWith("_REAL_HOST") || name.endsWith("_OPTIONS"));
        environment.put("TERM", "xterm-256color");
        environment.put("XDG_STATE_HOME", state.toString());
        return new Terminal(new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(environment)
                .setInitialColumns(200)
                .setInitialRows(50)
                .start());
    }

    private void readAll() {
        try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int c = output.read(); c >= 0; c = output.read()) {
                synchronized (shown) {
                    shown.append((char) c);
                    shown.notifyAll();
                }
            }
        } catch (IOException e) {
            // The terminal ends with its process.
        }
    }

    /** Types keys. */
    Terminal type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Waits until that text is shown, behind what was waited for before, and returns all that came up to it. */
    String await(String text) throws InterruptedException {
        Instant end = Instant.now().plus(DEADLINE);
        synchronized (shown) {
            int at = shown.indexOf(text, read);
            while (at < 0) {
                long left = Duration.between(Instant.now(), end).toMillis();
                if (left <= 0) {
                    throw new AssertionError("No '" + text + "' in: " + shown.substring(read));
                }
                shown.wait(left);
                at = shown.indexOf(text, read);
            }
            String passed = shown.substring(read, at + text.length());
            read = at + text.length();
            return passed;
        }
    }

    /** Waits until somebody may type. */
    void awaitPrompt() throws InterruptedException {
        await("Requests handled: ");
        await("> ");
    }

    /** Returns the port that the proxy says it listens on. */
    int awaitPort() throws InterruptedException {
        await("listening on http://localhost:");
        String digits = await("\n").strip();
        return Integer.parseInt(digits);
    }

    /** Makes the terminal narrower or wider. */
    void resize(int columns) {
        process.setWinSize(new WinSize(columns, 50));
    }

    /** Returns the process id. */
    long pid() {
        return process.pid();
    }

    /** Returns the exit status, waiting for it. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The proxy did not end: " + shown);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
