package dev.errorproxy.providers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.PathNames;
import java.util.regex.Pattern;

/**
 * The errors of Databricks' model serving and management APIs.
 *
 * <p>Codes by the error table of the Databricks SDKs. The wording of an overlong prompt is one that goose recognises:
 * it reads the message, not the code.
 */
final class DatabricksDialect implements Dialect {

    private static final Pattern ENDPOINT = Pattern.compile("^/serving-endpoints/([^/]+)/invocations/?$");

    @Override
    public Reply contextLength(Call call) {
        return reply(400, "INVALID_PARAMETER_VALUE", "Input token count 150000 exceeds the maximum allowed of 128000");
    }

    @Override
    public Reply rateLimit(Call call) {
        String message = "RATE_LIMIT_EXCEEDED: Exceeded workspace input tokens per minute rate limit"
                + withEndpoint(" for ", call) + ".";
        return reply(429, "RATE_LIMIT_EXCEEDED", message, Wait.retryAfter());
    }

    @Override
    public Reply serverError(Call call) {
        String message = "An internal error occurred while serving the request" + withEndpoint(" to ", call)
                + ". Please try again later.";
        return reply(500, "INTERNAL_ERROR", message);
    }

    @Override
    public Reply proxyError(int status, String message) {
        return reply(status, Dialect.isTimeout(status) ? "DEADLINE_EXCEEDED" : "TEMPORARILY_UNAVAILABLE", message);
    }

    @Override
    public Reply refusal(Refusal refusal) {
        String code = switch (refusal.kind()) {
            case BAD_REQUEST -> "INVALID_PARAMETER_VALUE";
            case NO_KEY -> "UNAUTHENTICATED";
            case NO_MODEL -> "RESOURCE_DOES_NOT_EXIST";
            case NO_PATH -> "ENDPOINT_NOT_FOUND";
            case NO_METHOD -> "METHOD_NOT_ALLOWED";
            case FAILED -> "INTERNAL_ERROR";
        };
        String message = refusal.kind() == Refusal.Kind.NO_KEY
                ? "Credential was not sent or was of an unsupported type for this API."
                : refusal.message();
        return reply(refusal.kind().status(), code, message);
    }

    private static String withEndpoint(String preposition, Call call) {
        return PathNames.find(ENDPOINT, call)
                .map(endpoint -> preposition + endpoint)
                .orElse("");
    }

    private static Reply reply(int status, String errorCode, String message, Header... more) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("error_code", errorCode)
                .put("message", message)
                .toString();
        return Reply.json(status, body, more);
    }
}
