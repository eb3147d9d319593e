package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.providers.wire.Ids;
import java.util.ArrayList;
import java.util.List;

/** The JSON of one GenerateContentResponse, whole or in chunks, of which the last has the reason and the usage. */
final class GenerateShape {

    private final Prompt prompt;
    private final Utterance said;
    private final String id = Ids.base58(22);

    GenerateShape(Prompt prompt, Utterance said) {
        this.prompt = prompt;
        this.said = said;
    }

    int tokens() {
        return said.tokens();
    }

    ObjectNode whole() {
        return said.ending().isRefused() ? blocked() : response(said.text(), true);
    }

    /** Returns the chunks of a stream, unframed; a call comes in one. */
    List<Piece> chunks() {
        if (said.tool().isPresent() || said.ending().isRefused()) {
            return List.of(new Piece(whole().toString(), said.tokens()));
        }
        List<Piece> chunks = new ArrayList<>();
        int last = said.pieces().size() - 1;
        for (int i = 0; i <= last; i++) {
            Piece piece = said.pieces().get(i);
            chunks.add(new Piece(response(piece.text(), i == last).toString(), piece.tokens()));
        }
        return chunks;
    }

    private ObjectNode response(String text, boolean last) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ObjectNode candidate = response.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        ObjectNode part = content.putArray("parts").addObject();
        content.put("role", "model");
        if (said.tool().isPresent()) {
            ObjectNode call =
                    part.putObject("functionCall").put("name", said.tool().get().name());
            call.set("args", JsonBody.parsed(text));
        } else {
            part.put("text", text);
        }
        if (last) {
            putReason(candidate);
        }
        candidate.put("index", 0);
        if (last) {
            ObjectNode usage = response.putObject("usageMetadata")
                    .put("promptTokenCount", prompt.tokens())
                    .put("candidatesTokenCount", said.tokens())
                    .put("totalTokenCount", prompt.tokens() + said.tokens());
            putDetails(usage, prompt.tokens());
        }
        return response.put("modelVersion", prompt.model()).put("responseId", id);
    }

    private void putReason(ObjectNode candidate) {
        Ending ending = said.ending();
        candidate.put("finishReason", ending.reason("STOP", "MAX_TOKENS", "STOP", "SAFETY"));
        ending.note().ifPresent(note -> candidate.put("finishMessage", note));
        if (ending.isFiltered()) {
            candidate
                    .putArray("safetyRatings")
                    .addObject()
                    .put("category", "HARM_CATEGORY_DANGEROUS_CONTENT")
                    .put("probability", "HIGH")
                    .put("blocked", true);
        }
    }

    /** Returns what is said of a prompt that no candidate is given for, by the reference of the API. */
    private ObjectNode blocked() {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ObjectNode feedback = response.putObject("promptFeedback")
                .put("blockReason", said.ending().reason("", "", "PROHIBITED_CONTENT", ""));
        said.ending().note().ifPresent(note -> feedback.put("blockReasonMessage", note));
        ObjectNode usage = response.putObject("usageMetadata")
                .put("promptTokenCount", prompt.tokens())
                .put("totalTokenCount", prompt.tokens());
        putDetails(usage, prompt.tokens());
        return response.put("modelVersion", prompt.model()).put("responseId", id);
    }

    static void putDetails(ObjectNode usage, int tokens) {
        usage.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "TEXT")
                .put("tokenCount", tokens);
    }
}
