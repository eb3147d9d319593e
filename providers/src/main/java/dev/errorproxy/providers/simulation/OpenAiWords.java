package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * OpenAI's words for what is wrong with a request, and the reading of what they are about.
 *
 * <p>Messages and codes as the API is known to give them; a null counts as absent.
 */
final class OpenAiWords {

    private static final int LONGEST_NAME = 256;

    private OpenAiWords() {}

    /** Returns the request's body. */
    static ObjectNode object(Inbound inbound) {
        String type = inbound.call().header("content-type").orElse("application/json");
        if (!type.toLowerCase(Locale.ROOT).contains("json")) {
            throw refused(
                    "Unsupported content type: '" + Refusal.shown(type) + "'. This API method only accepts"
                            + " 'application/json' requests, but you specified the header 'Content-Type: "
                            + Refusal.shown(type) + "'. Please try again with a supported content type.",
                    null,
                    "unsupported_content_type");
        }
        JsonNode body = JsonBody.read(inbound.body())
                .orElseThrow(() -> refused(
                        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using"
                                + " your HTTP library correctly. The OpenAI API expects a JSON payload, but what was"
                                + " sent was not valid JSON.)",
                        null,
                        null));
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw refused("Invalid request body: expected an object, but got " + kind(body) + " instead.", null, null);
    }

    /** Returns the model's name. */
    static String model(ObjectNode body) {
        JsonNode model = body.path("model");
        if (isAbsent(model) || model.asText().isEmpty() && model.isTextual()) {
            throw refused("you must provide a model parameter", null, null);
        }
        if (!model.isTextual()) {
            throw wrongType("model", "a string", model);
        }
        return knownModel(model.textValue());
    }

    /** Returns the name, which is any that no model is said to be missing by. */
    static String knownModel(String model) {
        if (model.length() > LONGEST_NAME) {
            throw refused("invalid model ID", "model", null);
        }
        if (model.startsWith("missing-")) {
            throw new Refused(new Refusal(
                    Refusal.Kind.NO_MODEL,
                    "The model `" + model + "` does not exist or you do not have access to it.",
                    Optional.empty(),
                    Optional.of("model_not_found")));
        }
        return model;
    }

    /** Returns a member that is a positive integer, where there is one. */
    static OptionalInt positive(ObjectNode body, String name) {
        JsonNode number = body.path(name);
        if (isAbsent(number)) {
            return OptionalInt.empty();
        }
        if (!number.isIntegralNumber()) {
            throw wrongType(name, "an integer", number);
        }
        if (number.bigIntegerValue().signum() <= 0) {
            throw refused(
                    "Invalid '" + name + "': integer below minimum value. Expected a value >= 1, but got "
                            + Refusal.shown(number.asText()) + " instead.",
                    name,
                    "integer_below_min_value");
        }
        return OptionalInt.of(number.canConvertToInt() ? number.intValue() : Integer.MAX_VALUE);
    }

    static boolean flag(ObjectNode body, String name) {
        JsonNode flag = body.path(name);
        if (!isAbsent(flag) && !flag.isBoolean()) {
            throw wrongType(name, "a boolean", flag);
        }
        return flag.booleanValue();
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    static Refused missing(String param) {
        return refused("Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
    }

    static Refused wrongType(String param, String expected, JsonNode got) {
        return refused(
                "Invalid type for '" + param + "': expected " + expected + ", but got " + kind(got) + " instead.",
                param,
                "invalid_type");
    }

    static Refused refused(String message, String param, String code) {
        return new Refused(
                new Refusal(Refusal.Kind.BAD_REQUEST, message, Optional.ofNullable(param), Optional.ofNullable(code)));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
