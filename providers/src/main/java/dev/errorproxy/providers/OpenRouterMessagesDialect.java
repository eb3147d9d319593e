package dev.errorproxy.providers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenRouter's errors in Anthropic's shape, as its Messages API gives them.
 *
 * <p>By OpenRouter's errors-and-debugging page the error also has OpenRouter's own type, and the generation id stands
 * for the request id.
 */
final class OpenRouterMessagesDialect implements Dialect {

    private final GenerationIds ids;

    OpenRouterMessagesDialect(GenerationIds ids) {
        this.ids = requireNonNull(ids, "ids is null");
    }

    @Override
    public Reply contextLength(Call call) {
        return reply(
                400,
                "invalid_request_error",
                "prompt is too long: 200251 tokens > 200000 maximum",
                "context_length_exceeded");
    }

    @Override
    public Reply rateLimit(Call call) {
        return reply(429, "rate_limit_error", "Rate limit exceeded", "rate_limit_exceeded", Wait.retryAfter());
    }

    @Override
    public Reply serverError(Call call) {
        return reply(500, "api_error", "Internal Server Error", "server");
    }

    @Override
    public Reply proxyError(int status, String message) {
        String type = Dialect.isTimeout(status) ? "timeout_error" : "api_error";
        return Reply.json(status, AnthropicDialect.body(type, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        Refusal.Kind kind = refusal.kind();
        String message = kind == Refusal.Kind.NO_KEY ? "No auth credentials found" : refusal.message();
        return reply(kind.status(), AnthropicDialect.type(kind), message, OpenRouterDialect.type(kind));
    }

    private Reply reply(int status, String type, String message, String errorType, Header... more) {
        GenerationIds.Id id = ids.next();
        ObjectNode body = AnthropicDialect.body(type, message);
        body.withObject("/error").put("error_type", errorType);
        body.put("request_id", id.value());
        List<Header> headers = new ArrayList<>(List.of(more));
        headers.add(id.header());
        return Reply.json(status, body.toString(), headers.toArray(Header[]::new));
    }
}
