package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;

/**
 * Google's words for what is wrong with a request, and its way of reading one.
 *
 * <p>Members may be written in camel case or with underscores, a list of one as the one, and integers as strings, by
 * the JSON mapping of protocol buffers.
 */
final class GoogleWords {

    private static final int LONGEST_NAME = 256;

    private GoogleWords() {}

    static ObjectNode object(Inbound inbound) {
        JsonNode body = JsonBody.read(inbound.body())
                .orElseThrow(() -> refused("Invalid JSON payload received. Expected a value."));
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw refused("Invalid JSON payload received. Unknown name \"\": Root element must be a message.");
    }

    /** Returns a member by its name in camel case, however it is written. */
    static JsonNode member(JsonNode node, String name) {
        return node.has(name) ? node.get(name) : node.path(underscored(name));
    }

    private static String underscored(String name) {
        StringBuilder text = new StringBuilder();
        for (char letter : name.toCharArray()) {
            text.append(Character.isUpperCase(letter) ? "_" + Character.toLowerCase(letter) : letter);
        }
        return text.toString();
    }

    static String model(Inbound inbound, String method) {
        String model = inbound.name().orElseThrow();
        if (model.length() > LONGEST_NAME) {
            throw refused("* GenerateContentRequest.model: unexpected model name format\n");
        }
        if (model.startsWith("missing-")) {
            throw new Refused(Refusal.of(
                    Refusal.Kind.NO_MODEL,
                    "models/" + model + " is not found for API version v1beta, or is not supported for " + method
                            + ". Call ListModels to see the list of available models and their supported methods."));
        }
        return model;
    }

    /** Returns how many contents there are, all of them looked at. */
    static int contents(JsonNode contents, String request) {
        if (contents.isMissingNode() || contents.isNull() || contents.isArray() && contents.isEmpty()) {
            throw refused("* " + request + ".contents: contents is not specified\n");
        }
        if (!contents.isArray()) {
            content(contents, "contents");
            return 1;
        }
        for (int i = 0; i < contents.size(); i++) {
            content(contents.get(i), "contents[" + i + "]");
        }
        return contents.size();
    }

    /** Looks at one content. */
    static void content(JsonNode content, String where) {
        if (!content.isObject()) {
            throw invalid(where, "type.googleapis.com/google.ai.generativelanguage.v1beta.Content", content);
        }
        JsonNode parts = content.path("parts");
        if (parts.isMissingNode() || parts.isNull() || parts.isArray() && parts.isEmpty()) {
            throw refused("* GenerateContentRequest." + where + ".parts: contents.parts must not be empty.\n");
        }
        for (JsonNode part : parts.isArray() ? parts : List.of(parts)) {
            if (!part.isObject()) {
                throw invalid(where + ".parts", "type.googleapis.com/google.ai.generativelanguage.v1beta.Part", part);
            }
        }
    }

    /** Returns a member that is a positive integer, where there is one. */
    static OptionalInt positive(JsonNode node, String name, String where) {
        JsonNode number = member(node, name);
        if (number.isMissingNode() || number.isNull()) {
            return OptionalInt.empty();
        }
        boolean written = number.isTextual() && number.textValue().matches("-?\\d{1,9}");
        if (!number.isIntegralNumber() && !written || number.isNumber() && !number.canConvertToInt()) {
            throw invalid(where, "TYPE_INT32", number);
        }
        if (number.asInt() <= 0) {
            throw refused("* " + where + ": must be positive.\n");
        }
        return OptionalInt.of(number.asInt());
    }

    static Refused invalid(String where, String type, JsonNode got) {
        String shown = got.isContainerNode() ? "" : ", " + Refusal.shown(got.toString());
        return refused("Invalid value at '" + where + "' (" + type + ")" + shown);
    }

    static Refused refused(String message) {
        return new Refused(Refusal.of(Refusal.Kind.BAD_REQUEST, message));
    }
}
