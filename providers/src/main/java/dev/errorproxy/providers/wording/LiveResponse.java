package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.providers.wire.Ids;
import java.time.Clock;

/** A response of the Responses API that is being streamed: itself, and the events that it goes on with. */
final class LiveResponse {

    private LiveResponse() {}

    /** Returns the response as its first event has it, in another state; one of its own where there was no event. */
    static ObjectNode of(StreamSoFar soFar, String status, Clock clock) {
        JsonNode begun = SoFar.first(soFar).path("response");
        ObjectNode response = begun instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        if (!response.has("id")) {
            response.put("id", "resp_" + Ids.hex(48)).put("object", "response");
            response.put("created_at", clock.instant().getEpochSecond());
        }
        response.put("status", status);
        if (!response.has("output")) {
            response.putArray("output");
        }
        return response;
    }

    /** Returns the next event, which has a name and the number that follows. */
    static String event(String type, StreamSoFar soFar, ObjectNode members) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        JsonNode last = SoFar.last(soFar).path("sequence_number");
        event.put("sequence_number", last.isIntegralNumber() ? last.longValue() + 1 : soFar.events());
        event.setAll(members);
        return "event: " + type + "\ndata: " + event + "\n\n";
    }
}
