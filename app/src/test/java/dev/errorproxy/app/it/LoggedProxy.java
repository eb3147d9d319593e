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
import java.util.function.Function;
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
     * @param lines a line for each call
     * @param refused how many connections were refused when they were accepted
     * @param handled the last number of requests that the proxy told
     * @param messages all other lines
     */
    record Log(List<JsonNode> lines, long refused, long handled, List<String> messages) {

        /** Returns how many calls there were, refused connections included, by what is made of each line. */
        Map<String, Long> calls(Function<JsonNode, String> outcome) {
            Map<String, Long> calls = new TreeMap<>();
            lines.forEach(line -> calls.merge(outcome.apply(line), 1L, Long::sum));
            if (refused > 0) {
                calls.merge("none", refused, Long::sum);
            }
            return calls;
        }

        /** Returns how many calls there were, by decision and status, such as {@code injected 429}. */
        Map<String, Long> calls() {
            return calls(line ->
                    line.get("decision").textValue() + " " + line.get("status").asText());
        }
    }

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
        List<JsonNode> calls = new ArrayList<>();
        long refused = 0;
        List<String> messages = new ArrayList<>();
        long handled = -1;
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode object = JSON.readTree(line);
                if (object.has("number")) {
                    calls.add(object);
                    continue;
                }
                if (object.has("fault")) {
                    refused++;
                    continue;
                }
                String message = object.get("message").textValue();
                Matcher count = HANDLED.matcher(message);
                handled = count.find() ? Long.parseLong(count.group(1)) : handled;
                messages.add(message);
            }
        }
        return new Log(calls, refused, handled, messages);
    }

    @Override
    public void close() {
        process.close();
    }
}
