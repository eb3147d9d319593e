package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.providers.simulation.Refusal;

/** The shape of Anthropic's errors, which OpenRouter has taken over. */
final class AnthropicBody {

    static final Places PLACES = Places.of("/error/message", "/error/type");

    private AnthropicBody() {}

    /** Returns an error body without a request id. */
    static ObjectNode of(String type, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body;
    }

    /** Returns the proxy's own message. */
    static ObjectNode ofProxy(int status, String message) {
        return of(Errors.proxyCode(status, "invalid_request_error", "timeout_error", "api_error"), message);
    }

    /** Returns the words for too many tokens. */
    static String tooLong(long tokens, long window) {
        return "prompt is too long: " + tokens + " tokens > " + window + " maximum";
    }

    /** Returns the type of error that a refusal is. */
    static String type(Refusal.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, NO_METHOD -> AnthropicTable.INVALID;
            case NO_KEY -> "authentication_error";
            case NO_MODEL, NO_PATH -> "not_found_error";
            case FAILED -> "api_error";
        };
    }
}
