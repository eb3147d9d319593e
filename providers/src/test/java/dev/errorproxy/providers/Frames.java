package dev.errorproxy.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Pieces of event streams as the tests read them. */
final class Frames {

    private Frames() {}

    /** Returns the data of all events but {@code [DONE]}, which must be JSON. */
    static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String block : stream.split("\r?\n\r?\n")) {
            for (String line : block.split("\r?\n")) {
                if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
                    events.add(Simulated.json(line.substring(6)));
                }
            }
        }
        return events;
    }
}
