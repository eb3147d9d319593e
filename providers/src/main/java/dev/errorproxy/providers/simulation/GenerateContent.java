package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Gemini's generateContent and its two streams: events with {@code alt=sse}, a JSON array otherwise. */
final class GenerateContent {

    private GenerateContent() {}

    static SimulatedAnswer whole(Inbound inbound) {
        GenerateShape shape = shape(inbound, "generateContent");
        return Answers.googleJson(inbound, shape.whole(), shape.tokens());
    }

    static SimulatedAnswer stream(Inbound inbound) {
        return stream(inbound, shape(inbound, "streamGenerateContent"));
    }

    /** Returns the answer in the framing that the call asks for. */
    static SimulatedAnswer stream(Inbound inbound, GenerateShape shape) {
        List<String> query = List.of(inbound.call().query().orElse("").split("&"));
        return query.contains("alt=sse")
                ? Answers.events(
                        inbound,
                        shape.chunks().stream()
                                .map(chunk -> new Piece("data: " + chunk.text() + "\r\n\r\n", chunk.tokens()))
                                .toList())
                : array(inbound, shape.chunks());
    }

    /** Returns the chunks as an array that is valid when it has ended. */
    private static SimulatedAnswer array(Inbound inbound, List<Piece> chunks) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            String before = i == 0 ? "[" : ",\r\n";
            String after = i == chunks.size() - 1 ? "]" : "";
            pieces.add(new Piece(
                    before + chunks.get(i).text() + after, chunks.get(i).tokens()));
        }
        return new SimulatedAnswer(200, Answers.headers(inbound, Answers.GOOGLE_JSON), true, pieces);
    }

    private static GenerateShape shape(Inbound inbound, String method) {
        ObjectNode body = GoogleWords.object(inbound);
        Prompt prompt = prompt(GoogleWords.model(inbound, method), body, "GenerateContentRequest");
        JsonNode config = GoogleWords.member(body, "generationConfig");
        OptionalInt limit = GoogleWords.positive(config, "maxOutputTokens", "generation_config.max_output_tokens");
        Optional<Tool> forced = GoogleTools.forced(body);
        return new GenerateShape(prompt, Utterance.of(prompt, limit, inbound.replyTokens(), forced));
    }

    static Prompt prompt(String model, ObjectNode body, String request) {
        JsonNode contents = body.path("contents");
        int messages = GoogleWords.contents(contents, request);
        return new Prompt(model, messages, Input.GEMINI.tokens(model, body));
    }
}
