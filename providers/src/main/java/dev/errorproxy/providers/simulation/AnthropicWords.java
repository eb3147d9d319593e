package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Anthropic's words for what is wrong with a request, which name the member first, as its API is known to. */
final class AnthropicWords {

    private static final int LONGEST_NAME = 256;

    private AnthropicWords() {}

    static ObjectNode object(Inbound inbound) {
        JsonNode body = JsonBody.read(inbound.body()).orElseThrow(() -> refused("The request body is not valid JSON."));
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw refused("Input should be a valid dictionary");
    }

    static String model(ObjectNode body) {
        JsonNode model = required(body, "model");
        if (!model.isTextual()) {
            throw refused("model: Input should be a valid string");
        }
        return knownModel(model.textValue());
    }

    static String knownModel(String model) {
        if (model.isEmpty()) {
            throw refused("model: String should have at least 1 character");
        }
        if (model.length() > LONGEST_NAME) {
            throw refused("model: String should have at most " + LONGEST_NAME + " characters");
        }
        if (model.startsWith("missing-")) {
            throw new Refused(Refusal.of(Refusal.Kind.NO_MODEL, "model: " + model));
        }
        return model;
    }

    static int maxTokens(ObjectNode body) {
        JsonNode number = required(body, "max_tokens");
        if (!number.isIntegralNumber()) {
            throw refused("max_tokens: Input should be a valid integer");
        }
        if (number.bigIntegerValue().signum() <= 0) {
            throw refused("max_tokens: Input should be greater than or equal to 1");
        }
        return number.canConvertToInt() ? number.intValue() : Integer.MAX_VALUE;
    }

    static JsonNode messages(ObjectNode body) {
        JsonNode messages = required(body, "messages");
        if (!messages.isArray()) {
            throw refused("messages: Input should be a valid list");
        }
        if (messages.isEmpty()) {
            throw refused("messages: at least one message is required");
        }
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), "messages." + i);
        }
        return messages;
    }

    private static void check(JsonNode message, String where) {
        if (!message.isObject()) {
            throw refused(where + ": Input should be a valid dictionary");
        }
        String role = required(message, where + ".role", "role").asText();
        if (!role.equals("user") && !role.equals("assistant") && !role.equals("system")) {
            throw refused("messages: Unexpected role \"" + Refusal.shown(role) + "\". Allowed roles are \"user\" or"
                    + " \"assistant\".");
        }
        JsonNode content = required(message, where + ".content", "content");
        if (!content.isTextual() && !content.isArray()) {
            throw refused(where + ".content: Input should be a valid list");
        }
    }

    static boolean stream(ObjectNode body) {
        JsonNode stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw refused("stream: Input should be a valid boolean");
        }
        return stream.booleanValue();
    }

    private static JsonNode required(JsonNode node, String name) {
        return required(node, name, name);
    }

    private static JsonNode required(JsonNode node, String where, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw refused(where + ": Field required");
        }
        return value;
    }

    static Refused refused(String message) {
        return new Refused(Refusal.of(Refusal.Kind.BAD_REQUEST, message));
    }
}
