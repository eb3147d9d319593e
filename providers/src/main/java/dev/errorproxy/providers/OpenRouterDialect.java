package dev.errorproxy.providers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;

/**
 * OpenRouter's own errors, whose code is the HTTP status as a number.
 *
 * <p>Shape and error types by OpenRouter's errors-and-debugging page, which also says that a 500 is masked.
 */
final class OpenRouterDialect implements Dialect {

    private final GenerationIds ids;

    OpenRouterDialect(GenerationIds ids) {
        this.ids = requireNonNull(ids, "ids is null");
    }

    @Override
    public Reply contextLength(Call call) {
        ObjectNode body = body(
                400,
                "This endpoint's maximum context length is 131072 tokens. However, you requested about 141607 tokens"
                        + " (10535 of text input, 131072 in the output). Please reduce the length of either one, or use"
                        + " the \"middle-out\" transform to compress your prompt automatically.");
        metadata(body).put("provider_name", "Chutes").put("error_type", "context_length_exceeded");
        return Reply.json(400, body.toString(), ids.next().header());
    }

    @Override
    public Reply rateLimit(Call call) {
        ObjectNode body = body(429, "Provider returned error");
        metadata(body)
                .put(
                        "raw",
                        "z-ai/glm-4.6 is temporarily rate-limited upstream. Please retry shortly, or add your own key to"
                                + " accumulate your rate limits: https://openrouter.ai/settings/integrations")
                .put("provider_name", "BaseTen")
                .put("limit_source", "upstream_provider_shared_pool")
                .put("error_type", "rate_limit_exceeded");
        return Reply.json(429, body.toString(), Wait.retryAfter(), ids.next().header());
    }

    @Override
    public Reply serverError(Call call) {
        ObjectNode body = body(500, "Internal Server Error");
        metadata(body).put("error_type", "server");
        return Reply.json(500, body.toString(), ids.next().header());
    }

    @Override
    public Reply proxyError(int status, String message) {
        return Reply.json(status, body(status, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        String message = refusal.kind() == Refusal.Kind.NO_KEY ? "No auth credentials found" : refusal.message();
        ObjectNode body = body(refusal.kind().status(), message);
        metadata(body).put("error_type", type(refusal.kind()));
        return Reply.json(refusal.kind().status(), body.toString(), ids.next().header());
    }

    /** Returns OpenRouter's own type of error, by the table of its errors-and-debugging page. */
    static String type(Refusal.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, NO_METHOD -> "invalid_request";
            case NO_KEY -> "authentication";
            case NO_MODEL, NO_PATH -> "not_found";
            case FAILED -> "server";
        };
    }

    private static ObjectNode body(int code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("message", message).put("code", code);
        return body;
    }

    private static ObjectNode metadata(ObjectNode body) {
        return body.withObject("/error").putObject("metadata");
    }
}
