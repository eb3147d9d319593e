package dev.errorproxy.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar, run offline on a free port, with its log in JSON. */
final class ProxyProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+)");

    private final Process process;
    private final Lines output;
    private final URI address;
    private int modesSet;

    private ProxyProcess(Process process) {
        this.process = process;
        this.output = new Lines(process.getInputStream(), "proxy's output");
        Matcher matcher = LISTENING.matcher(output.await("listening on", 1));
        if (!matcher.find()) {
            throw new AssertionError("The proxy does not say its port: " + output.soFar());
        }
        this.address = URI.create("http://127.0.0.1:" + matcher.group(1));
    }

    /** Starts the proxy, and returns it once it listens. */
    static ProxyProcess start() {
        // The archive is one for this path.
        String jar = Path.of(System.getProperty("proxy.jar")).normalize().toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Its start is most of what it costs; without the launcher's archive it does without.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "-XX:SharedArchiveFile="
                                + jar.replaceFirst("[.]jar$", "-" + System.getProperty("java.version") + ".jsa"),
                        "-jar",
                        jar,
                        "--offline",
                        "--port",
                        "0",
                        "--log-format",
                        "json"))
                .redirectError(Redirect.INHERIT);
        // Nothing of whoever runs the tests: neither his upstreams nor JVM options, which the JVM announces in a line.
        Set<String> variables = builder.environment().keySet();
        variables.removeIf(name -> name.endsWith("_REAL_HOST") || name.endsWith("JAVA_OPTIONS"));
        variables.remove("JAVA_TOOL_OPTIONS");
        try {
            Process process = builder.start();
            try {
                return new ProxyProcess(process);
            } catch (AssertionError e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address at which it listens. */
    URI address() {
        return address;
    }

    /** Types a mode at its prompt, and returns when that is in force. */
    void mode(String command) {
        try {
            Writer input = process.outputWriter();
            input.write(command + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        modesSet++;
        // The first such line is in the greeting.
        output.await("Current mode: ", modesSet + 1);
    }

    /** Ends the proxy, and returns the log of the requests that it had: all of it, for it has ended. */
    List<LoggedRequest> requestsInAll() {
        // Not Process.destroy(), which also closes the streams, and so loses what has not been read yet.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(Lines.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The proxy does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return LoggedRequest.in(output.all());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
