package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.util.ArrayList;
import java.util.List;

/** Good answers and the framing of streams. */
final class Answers {

    static final Header GOOGLE_JSON = new Header("Content-Type", "application/json; charset=UTF-8");
    private static final Header JSON = new Header("Content-Type", "application/json");
    private static final Header EVENT_STREAM = new Header("Content-Type", "text/event-stream; charset=utf-8");
    private static final Header NO_CACHE = new Header("Cache-Control", "no-cache");

    private Answers() {}

    static SimulatedAnswer json(Inbound inbound, JsonNode body, int tokens) {
        return new SimulatedAnswer(200, headers(inbound, JSON), false, List.of(new Piece(body.toString(), tokens)));
    }

    /** Returns a JSON answer as Google labels it, with the character set. */
    static SimulatedAnswer googleJson(Inbound inbound, JsonNode body, int tokens) {
        return new SimulatedAnswer(
                200, headers(inbound, GOOGLE_JSON), false, List.of(new Piece(body.toString(), tokens)));
    }

    /** Returns a look-up's answer, for which no model has to work. */
    static SimulatedAnswer json(Inbound inbound, JsonNode body) {
        return json(inbound, body, 0);
    }

    static SimulatedAnswer events(Inbound inbound, List<Piece> events) {
        return new SimulatedAnswer(200, headers(inbound, EVENT_STREAM, NO_CACHE), true, events);
    }

    /** Returns an event without a name. */
    static Piece data(JsonNode data, int tokens) {
        return new Piece("data: " + data + "\n\n", tokens);
    }

    /** Returns an event with a name. */
    static Piece event(String name, JsonNode data, int tokens) {
        return new Piece("event: " + name + "\ndata: " + data + "\n\n", tokens);
    }

    static List<Header> headers(Inbound inbound, Header... first) {
        List<Header> headers = new ArrayList<>(List.of(first));
        headers.addAll(inbound.fields());
        return headers;
    }
}
