package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.StreamSoFar;
import java.util.Optional;

/** What the events of a live stream say of it; where they say nothing, members are missing. */
final class SoFar {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SoFar() {}

    /** Returns the first event. */
    static ObjectNode first(StreamSoFar soFar) {
        return read(soFar.first());
    }

    /** Returns the latest event. */
    static ObjectNode last(StreamSoFar soFar) {
        return read(soFar.last());
    }

    private static ObjectNode read(Optional<String> data) {
        return data.flatMap(SoFar::parsed).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** Some data is no JSON, such as {@code [DONE]}. */
    private static Optional<ObjectNode> parsed(String data) {
        try {
            JsonNode node = JSON.readTree(data);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
