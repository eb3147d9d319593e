package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a streamed chat completion: the role, the text or the call, why it ended, usage, {@code [DONE]}.
 *
 * <p>OpenRouter's begin with comments, which keep a connection alive while no model has answered, by its streaming
 * page.
 */
final class ChatStream {

    private static final Piece COMMENT = new Piece(": OPENROUTER PROCESSING\n\n", 0);
    private static final Piece DONE = new Piece("data: [DONE]\n\n", 0);

    private final ChatShape shape;
    private final ChatStyle style;
    private final ChatRequest request;
    private final Utterance said;

    ChatStream(ChatShape shape, ChatStyle style, ChatRequest request, Utterance said) {
        this.shape = shape;
        this.style = style;
        this.request = request;
        this.said = said;
    }

    List<Piece> events() {
        List<Piece> events = new ArrayList<>();
        if (style.upstream().isPresent()) {
            events.add(COMMENT);
            events.add(COMMENT);
        }
        for (int i = 0; i < request.choices(); i++) {
            addChoice(i, events);
        }
        if (request.usage() || style.upstream().isPresent()) {
            events.add(Answers.data(shape.usageChunk(), 0));
        }
        events.add(DONE);
        return events;
    }

    private void addChoice(int index, List<Piece> events) {
        ObjectNode first = shape.chunk(index);
        ObjectNode role = delta(first).put("role", "assistant");
        if (said.tool().isPresent()) {
            role.putNull("content");
            shape.addCall(role.putArray("tool_calls").addObject().put("index", 0))
                    .put("arguments", "");
        } else {
            shape.putText(role, "");
        }
        events.add(Answers.data(first, 0));
        for (Piece piece : said.pieces()) {
            ObjectNode chunk = shape.chunk(index);
            put(delta(chunk), piece.text());
            events.add(Answers.data(chunk, piece.tokens()));
        }
        events.add(Answers.data(shape.lastChunk(index), 0));
    }

    private void put(ObjectNode delta, String text) {
        if (said.tool().isPresent()) {
            ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
            call.putObject("function").put("arguments", text);
        } else {
            delta.put(said.ending().isRefused() ? "refusal" : "content", text);
        }
    }

    private static ObjectNode delta(ObjectNode chunk) {
        return (ObjectNode) chunk.at("/choices/0/delta");
    }
}
