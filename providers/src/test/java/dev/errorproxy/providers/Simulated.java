package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.domain.simulation.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The simulated providers as the tests call them, and what they answer as the tests read it. */
final class Simulated {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Simulator> SIMULATORS =
            Calls.providers().stream().collect(Collectors.toMap(Provider::name, provider -> (Simulator) provider));

    private static final Map<String, String> KEYS = Map.of(
            "anthropic", "x-api-key: k; anthropic-version: 2023-06-01",
            "google", "x-goog-api-key: k");

    private Simulated() {}

    static Simulator simulator(String provider) {
        return SIMULATORS.get(provider);
    }

    /** Returns the call with the provider's key. */
    static Call call(String provider, String request) {
        return Calls.call(request, KEYS.getOrDefault(provider, "Authorization: Bearer k"));
    }

    static SimulatedAnswer ask(String provider, String request, String body, int replyTokens) {
        return simulator(provider).answer(call(provider, request), bytes(body), replyTokens);
    }

    static SimulatedAnswer ask(String provider, String request, String body) {
        return ask(provider, request, body, 120);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String body(SimulatedAnswer answer) {
        return answer.pieces().stream().map(Piece::text).collect(Collectors.joining());
    }

    static JsonNode json(SimulatedAnswer answer) {
        return json(body(answer));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(text, notJson);
        }
    }

    static String header(SimulatedAnswer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** Fails where the answer is not what its own fields say, or tells of the code behind it. */
    static void assertWellFormed(String provider, SimulatedAnswer answer) {
        String body = body(answer);
        assertThat(body).doesNotContain("Exception", "\tat ", "java.", "jackson");
        if (header(answer, "Content-Type").startsWith("text/event-stream")) {
            assertThat(events(answer)).isNotEmpty();
            return;
        }
        assertThat(json(answer).isContainerNode()).isTrue();
        if (answer.status() >= 400) {
            assertThat(json(answer).findValue("message").isTextual())
                    .as(provider + body)
                    .isTrue();
        }
    }

    /** Returns the events of a stream as a client sees them, comments and {@code [DONE]} with no data. */
    static List<Event> events(SimulatedAnswer answer) {
        List<Event> events = new ArrayList<>();
        for (String block : body(answer).split("\r?\n\r?\n")) {
            String name = "";
            StringBuilder data = new StringBuilder();
            for (String line : block.split("\r?\n")) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else {
                    name = line;
                }
            }
            boolean done = data.toString().equals("[DONE]");
            events.add(new Event(done ? "[DONE]" : name, done || data.isEmpty() ? null : json(data.toString())));
        }
        return events;
    }

    record Event(String name, JsonNode data) {}
}
