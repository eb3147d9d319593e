package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import dev.errorproxy.providers.simulation.StoppedAnswers;
import java.util.List;
import java.util.Optional;

/** Anthropic's messages; an error within a stream is an event of that name (claude-code#58367). */
final class MessagesFlavour implements Flavour {

    @Override
    public Input input() {
        return Input.MESSAGES;
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return Optional.of(StoppedAnswers.message(stop, call, fields));
    }

    /** By the page on streaming refusals, the reason comes with the message's last delta. */
    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        StringBuilder events = new StringBuilder();
        JsonNode last = SoFar.last(soFar);
        if (List.of("content_block_start", "content_block_delta")
                .contains(last.path("type").asText())) {
            add(
                    events,
                    "content_block_stop",
                    nodes().put("index", last.path("index").asInt()));
        }
        ObjectNode end = nodes();
        ObjectNode delta = end.putObject("delta");
        delta.put("stop_reason", stop.reason().orElse("refusal")).putNull("stop_sequence");
        stop.message()
                .ifPresent(text -> delta.putObject("stop_details")
                        .put("type", "refusal")
                        .putNull("category")
                        .put("explanation", text));
        end.putObject("usage").put("output_tokens", soFar.events());
        add(events, "message_delta", end);
        add(events, "message_stop", nodes());
        return Optional.of(events.toString());
    }

    @Override
    public List<String> forms() {
        return List.of();
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        ObjectNode body = error.body();
        ObjectNode said = nodes();
        said.set(
                "details",
                body.path("error").path("details").isMissingNode()
                        ? nodes().nullNode()
                        : body.path("error").path("details"));
        said.setAll((ObjectNode) body.path("error"));
        body.put("type", "error").set("error", said);
        return "event: error\ndata: " + body + "\n\n";
    }

    @Override
    public String keepAlive() {
        return "event: ping\ndata: {\"type\": \"ping\"}\n\n";
    }

    private static void add(StringBuilder events, String type, ObjectNode members) {
        ObjectNode event = nodes().put("type", type);
        event.setAll(members);
        events.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
    }

    private static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }
}
