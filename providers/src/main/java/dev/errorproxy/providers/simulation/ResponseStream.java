package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.util.ArrayList;
import java.util.List;

/** The events of a streamed response, each named and numbered; there is no {@code [DONE]}. Used for one stream. */
final class ResponseStream {

    private final ResponseShape shape;
    private final Utterance said;
    private final List<Piece> events = new ArrayList<>();

    ResponseStream(ResponseShape shape, Utterance said) {
        this.shape = shape;
        this.said = said;
    }

    List<Piece> events() {
        events.clear();
        add("response.created", event().set("response", shape.begun()));
        add("response.in_progress", event().set("response", shape.begun()));
        add("response.output_item.added", event().put("output_index", 0).set("item", shape.begunItem()));
        if (said.tool().isPresent()) {
            addCall();
        } else {
            addText();
        }
        add("response.output_item.done", event().put("output_index", 0).set("item", shape.finishedItem()));
        add(
                said.ending().isEarly() ? "response.incomplete" : "response.completed",
                event().set("response", shape.finished()));
        return events;
    }

    private void addText() {
        add("response.content_part.added", inPart().set("part", shape.part("")));
        if (said.ending().isRefused()) {
            addRefusal();
        } else {
            addDeltas();
        }
        add("response.content_part.done", inPart().set("part", shape.part(said.text())));
    }

    private void addRefusal() {
        for (Piece piece : said.pieces()) {
            add("response.refusal.delta", inPart().put("delta", piece.text()), piece.tokens());
        }
        add("response.refusal.done", inPart().put("refusal", said.text()));
    }

    private void addDeltas() {
        for (Piece piece : said.pieces()) {
            ObjectNode delta = inPart().put("delta", piece.text());
            delta.putArray("logprobs");
            add("response.output_text.delta", delta, piece.tokens());
        }
        ObjectNode done = inPart().put("text", said.text());
        done.putArray("logprobs");
        add("response.output_text.done", done);
    }

    private void addCall() {
        for (Piece piece : said.pieces()) {
            add("response.function_call_arguments.delta", inItem().put("delta", piece.text()), piece.tokens());
        }
        add("response.function_call_arguments.done", inItem().put("arguments", said.text()));
    }

    private static ObjectNode event() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode inItem() {
        return event().put("item_id", shape.itemId()).put("output_index", 0);
    }

    private ObjectNode inPart() {
        return inItem().put("content_index", 0);
    }

    private void add(String type, ObjectNode data) {
        add(type, data, 0);
    }

    private void add(String type, ObjectNode data, int tokens) {
        ObjectNode event = event().put("type", type).put("sequence_number", events.size());
        event.setAll(data);
        events.add(Answers.event(type, event, tokens));
    }
}
