package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.providers.wire.Ids;
import java.util.ArrayList;
import java.util.List;

/** The JSON of one Anthropic message and the events that it is streamed in, by the streaming page of its API. */
final class MessageShape {

    private final Prompt prompt;
    private final Utterance said;
    private final String id = "msg_01" + Ids.base58(22);
    private final String callId = "toolu_01" + Ids.base58(22);

    MessageShape(Prompt prompt, Utterance said) {
        this.prompt = prompt;
        this.said = said;
    }

    ObjectNode message() {
        ObjectNode message = head();
        ObjectNode block = block();
        if (said.tool().isPresent()) {
            block.set("input", JsonBody.parsed(said.text()));
        } else {
            block.put("text", said.text());
        }
        message.putArray("content").add(block);
        message.put("stop_reason", reason()).putNull("stop_sequence");
        putDetails(message);
        message.set("usage", usage(said.tokens()));
        return message;
    }

    List<Piece> events() {
        List<Piece> events = new ArrayList<>();
        ObjectNode begun = head();
        begun.putArray("content");
        begun.putNull("stop_reason").putNull("stop_sequence");
        // The count at the beginning is a mere formality: the one in message_delta is the total.
        begun.set("usage", usage(1));
        add(events, "message_start", nodes().set("message", begun), 0);
        add(events, "content_block_start", indexed().set("content_block", block()), 0);
        add(events, "ping", nodes(), 0);
        for (Piece piece : said.pieces()) {
            add(events, "content_block_delta", indexed().set("delta", delta(piece.text())), piece.tokens());
        }
        add(events, "content_block_stop", indexed(), 0);
        ObjectNode end = nodes();
        putDetails(end.putObject("delta").put("stop_reason", reason()).putNull("stop_sequence"));
        end.putObject("usage").put("output_tokens", said.tokens());
        add(events, "message_delta", end, 0);
        add(events, "message_stop", nodes(), 0);
        return events;
    }

    private ObjectNode head() {
        return nodes().put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", prompt.model());
    }

    /** Returns the one content block, yet empty. */
    private ObjectNode block() {
        ObjectNode block = nodes();
        if (said.tool().isEmpty()) {
            return block.put("type", "text").put("text", "");
        }
        block.put("type", "tool_use").put("id", callId);
        block.put("name", said.tool().get().name()).putObject("input");
        return block;
    }

    private ObjectNode delta(String text) {
        return said.tool().isPresent()
                ? nodes().put("type", "input_json_delta").put("partial_json", text)
                : nodes().put("type", "text_delta").put("text", text);
    }

    private String reason() {
        String reason = said.ending().reason("end_turn", "max_tokens", "refusal", "refusal");
        return said.tool().isPresent() ? "tool_use" : reason;
    }

    /** By the page on streaming refusals of Anthropic's documentation. */
    private void putDetails(ObjectNode ended) {
        said.ending()
                .note()
                .ifPresent(note -> ended.putObject("stop_details")
                        .put("type", "refusal")
                        .put("category", "cyber")
                        .put("explanation", note));
    }

    private ObjectNode usage(int output) {
        return nodes().put("input_tokens", prompt.tokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", output)
                .put("service_tier", "standard");
    }

    private static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode indexed() {
        return nodes().put("index", 0);
    }

    private static void add(List<Piece> events, String type, ObjectNode data, int tokens) {
        ObjectNode event = nodes().put("type", type);
        event.setAll(data);
        events.add(Answers.event(type, event, tokens));
    }
}
