package dev.errorproxy.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The question in each of the providers' own protocols, and the way to the answer in their JSON. */
enum Protocol {
    CHAT(
            "/v1/chat/completions",
            Map.of("Authorization", "Bearer " + Protocol.KEY),
            """
            {"model":"%s","messages":[{"role":"user","content":"%s"}]}""",
            "gpt-4o",
            "/choices/0/message/content",
            "/choices/0/finish_reason",
            "/usage/prompt_tokens",
            "/usage/completion_tokens"),
    RESPONSES(
            "/v1/responses",
            Map.of("Authorization", "Bearer " + Protocol.KEY),
            """
            {"model":"%s","input":"%s"}""",
            "gpt-4o",
            "/output/0/content/0/text",
            "/status",
            "/usage/input_tokens",
            "/usage/output_tokens"),
    MESSAGES(
            "/v1/messages",
            Map.of("x-api-key", Protocol.KEY, "anthropic-version", "2023-06-01"),
            """
            {"model":"%s","max_tokens":%3$d,"messages":[{"role":"user","content":"%s"}]}""",
            "claude-sonnet-4-5",
            "/content/0/text",
            "/stop_reason",
            "/usage/input_tokens",
            "/usage/output_tokens"),
    GEMINI(
            "/v1beta/models/gemini-2.5-flash:generateContent",
            Map.of("x-goog-api-key", Protocol.KEY),
            """
            {"contents":[{"role":"user","parts":[{"text":"%2$s"}]}]}""",
            "gemini-2.5-flash",
            "/candidates/0/content/parts/0/text",
            "/candidates/0/finishReason",
            "/usageMetadata/promptTokenCount",
            "/usageMetadata/candidatesTokenCount");

    /** What every client asks. */
    static final String QUESTION = "Count.";

    /** As many tokens as Anthropic's answers may have, whose protocol wants to be told. */
    static final int MAX_TOKENS = 100;

    /** The key that every client has. */
    static final String KEY = "key-of-nobody";

    private final String path;
    private final Map<String, String> headers;
    private final String body;
    private final String model;
    private final String text;
    private final String finish;
    private final String inputTokens;
    private final String outputTokens;

    Protocol(
            String path,
            Map<String, String> headers,
            String body,
            String model,
            String text,
            String finish,
            String inputTokens,
            String outputTokens) {
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.model = model;
        this.text = text;
        this.finish = finish;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
    }

    /** Returns the model that every client asks in this protocol. */
    String model() {
        return model;
    }

    /** Returns the path of the question at the provider. */
    String path() {
        return path;
    }

    /** Returns the headers that tell who asks, and whom. */
    Map<String, String> headers() {
        return headers;
    }

    /** Returns the question. */
    String body() {
        return body.formatted(model, QUESTION, MAX_TOKENS);
    }

    /** Returns the answer that the provider's JSON holds. */
    Answer answer(JsonNode json) {
        return Answer.whole(
                List.of(json.requiredAt(text).textValue()),
                json.requiredAt(finish).textValue(),
                json.requiredAt(inputTokens).longValue(),
                json.requiredAt(outputTokens).longValue());
    }
}
