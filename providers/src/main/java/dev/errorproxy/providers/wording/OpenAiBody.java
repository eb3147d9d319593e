package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.providers.simulation.Refusal;

/** The shape of OpenAI's errors, which many have taken over. */
final class OpenAiBody {

    static final Places PLACES = Places.of("/error/message", "/error/code", "/error/code");

    private static final String NO_KEY =
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer"
                    + " auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from"
                    + " https://platform.openai.com/account/api-keys.";

    private OpenAiBody() {}

    /** Returns an error body, which always has all four keys; {@code param} and {@code code} may be null. */
    static ObjectNode of(String message, String type, String param, String code) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }

    /** Returns the body of a refusal, of which a missing key is OpenAI's own wording. */
    static ObjectNode of(Refusal refusal, String type) {
        String message = refusal.kind() == Refusal.Kind.NO_KEY ? NO_KEY : refusal.message();
        return of(message, type, refusal.param().orElse(null), refusal.code().orElse(null));
    }

    /** Returns the proxy's own message. */
    static ObjectNode ofProxy(int status, String message) {
        String code = Errors.proxyCode(status, "invalid_command", "upstream_timeout", "upstream_unreachable");
        return of(message, "proxy_error", null, code);
    }
}
