package dev.errorproxy.providers.simulation;

import static dev.errorproxy.providers.simulation.OpenAiWords.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A chat completion as it is asked for.
 *
 * @param prompt what the model is told
 * @param limit how many tokens it may say
 * @param forced the function that it must call
 * @param choices how many answers there are to be
 * @param stream whether they are streamed
 * @param usage whether a stream ends with the number of tokens
 */
record ChatRequest(
        Prompt prompt, OptionalInt limit, Optional<Tool> forced, int choices, boolean stream, boolean usage) {

    private static final int MOST_CHOICES = 128;
    private static final List<String> ROLES = List.of("system", "assistant", "user", "function", "tool", "developer");

    /** Reads a request whose model is named by the path, or else by the body. */
    static ChatRequest of(ObjectNode body, Optional<String> endpoint) {
        String model = endpoint.isPresent() ? OpenAiWords.knownModel(endpoint.get()) : OpenAiWords.model(body);
        JsonNode messages = messages(body);
        OptionalInt older = OpenAiWords.positive(body, "max_tokens");
        OptionalInt limit = OpenAiWords.positive(body, "max_completion_tokens");
        int choices = OpenAiWords.positive(body, "n").orElse(1);
        if (choices > MOST_CHOICES) {
            throw refused(
                    "Invalid 'n': integer above maximum value. Expected a value <= 128, but got " + choices
                            + " instead.",
                    "n",
                    "integer_above_max_value");
        }
        Optional<Tool> forced = OpenAiTools.forced(body);
        return new ChatRequest(
                new Prompt(model, messages.size(), Input.CHAT.tokens(model, body)),
                limit.isPresent() ? limit : older,
                forced,
                choices,
                OpenAiWords.flag(body, "stream"),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    private static JsonNode messages(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (OpenAiWords.isAbsent(messages)) {
            throw OpenAiWords.missing("messages");
        }
        if (!messages.isArray()) {
            throw OpenAiWords.wrongType("messages", "an array of objects", messages);
        }
        if (messages.isEmpty()) {
            throw refused(
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array"
                            + " instead.",
                    "messages",
                    "empty_array");
        }
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), "messages[" + i + "]");
        }
        return messages;
    }

    private static void check(JsonNode message, String param) {
        if (!message.isObject()) {
            throw OpenAiWords.wrongType(param, "an object", message);
        }
        JsonNode role = message.path("role");
        if (OpenAiWords.isAbsent(role)) {
            throw OpenAiWords.missing(param + ".role");
        }
        if (!ROLES.contains(role.asText())) {
            throw refused(
                    "Invalid value: '" + Refusal.shown(role.asText()) + "'. Supported values are: '"
                            + String.join("', '", ROLES) + "'.",
                    param + ".role",
                    "invalid_value");
        }
        JsonNode content = message.path("content");
        if (!OpenAiWords.isAbsent(content) && !content.isTextual() && !content.isArray()) {
            throw OpenAiWords.wrongType(param + ".content", "one of a string or array of objects", content);
        }
    }
}
