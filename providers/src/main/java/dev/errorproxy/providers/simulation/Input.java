package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.TokenCount;
import java.util.List;
import java.util.Optional;

/** What of a request is its input, by dialect: the same that a simulated answer's usage counts. */
public enum Input {
    /** Chat completions. */
    CHAT(List.of("messages")),
    /** The Responses API. */
    RESPONSES(List.of("input", "instructions")),
    /** Anthropic's messages. */
    MESSAGES(List.of("system", "messages")),
    /** Gemini's contents, to be answered or embedded. */
    GEMINI(List.of("systemInstruction", "contents", "content", "requests")),
    /** Texts to be embedded, or their tokens. */
    EMBEDDINGS(List.of("input")),
    /** Whatever an endpoint takes that does more than one of these, or something older. */
    ANY(List.of("messages", "input", "prompt"));

    private final List<String> texts;

    Input(List<String> texts) {
        this.texts = texts;
    }

    /** Returns how many tokens a body has; empty where it is not a whole JSON object. */
    public Optional<TokenCount> count(Optional<String> model, byte[] body) {
        String name = model.orElse("");
        return JsonBody.read(body)
                .filter(JsonNode::isObject)
                .map(json ->
                        new TokenCount(tokens(name, json), Tokenizer.of(name).name()));
    }

    int tokens(String model, JsonNode body) {
        Meter meter = new Meter(Tokenizer.of(model));
        texts.forEach(name -> meter.add(GoogleWords.member(body, name)));
        meter.addValue(body.path("tools"));
        int tokens = meter.tokens();
        return this == EMBEDDINGS || this == ANY ? tokens + given(body.path("input")) : tokens;
    }

    /** Returns how many tokens were given as such: one list of numbers, or several. */
    private static int given(JsonNode input) {
        int numbers = 0;
        for (JsonNode element : input) {
            numbers += element.isArray() ? element.size() : element.isNumber() ? 1 : 0;
        }
        return numbers;
    }
}
