package dev.errorproxy.app.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxy as it is delivered, with its log for programs in a file. */
final class LoggedProxy implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+)");
    private static final Pattern HANDLED = Pattern.compile("Requests handled: (\\d+)");

    /**
     * What the log says.
     *
     * @param calls how many calls there were, by decision and status, such as {@code injected 429}
     * @param handled the last number of requests that the proxy told
     * @param messages all other lines
     */
    record Log(Map<String, Long> calls, long handled, List<String> messages) {}

    private final Path log;
    private final ProxyProcess process;
    private final int port;

    private LoggedProxy(Path log, ProxyProcess process) throws Exception {
        this.log = log;
        this.process = process;
        this.port = awaitPort();
    }

    /** Starts the proxy; the command needs no output. */
    static LoggedProxy start(Path log, ProxyCommand command) throws Exception {
        return new LoggedProxy(
                log, command.withConsole().output(Redirect.to(log.toFile())).launch());
    }

    private int awaitPort() throws Exception {
        long deadline = System.nanoTime() + Lines.DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Matcher> listening = Files.readAllLines(log).stream()
                    .map(LISTENING::matcher)
                    .filter(Matcher::find)
                    .findFirst();
            if (listening.isPresent()) {
                return Integer.parseInt(listening.get().group(1));
            }
            Thread.sleep(20);
        }
        process.close();
        throw new AssertionError(
                "The proxy does not listen: " + process.errors().soFar());
    }

    int port() {
        return port;
    }

    ProxyProcess process() {
        return process;
    }

    /** Asks for the number of requests, ends the proxy, and returns what it has logged. */
    Log quit() throws IOException {
        process.type("status");
        process.type("q");
        process.awaitExit();
        return readLog();
    }

    /** Returns what has been logged, every line of which must be whole. */
    Log readLog() throws IOException {
        Map<String, Long> calls = new TreeMap<>();
        List<String> messages = new ArrayList<>();
        long handled = -1;
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode object = JSON.readTree(line);
                if (object.has("number")) {
                    calls.merge(
                            object.get("decision").textValue() + " "
                                    + object.get("status").asText(),
                            1L,
                            Long::sum);
                    continue;
                }
                String message = object.get("message").textValue();
                Matcher count = HANDLED.matcher(message);
                handled = count.find() ? Long.parseLong(count.group(1)) : handled;
                messages.add(message);
            }
        }
        return new Log(calls, handled, messages);
    }

    @Override
    public void close() {
        process.close();
    }
}
