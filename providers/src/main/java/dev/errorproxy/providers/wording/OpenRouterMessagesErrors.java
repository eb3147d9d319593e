package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * OpenRouter's errors in Anthropic's shape, as its Messages API gives them.
 *
 * <p>By OpenRouter's errors-and-debugging page the error also has OpenRouter's own type, and the generation id stands
 * for the request id.
 */
final class OpenRouterMessagesErrors implements Errors {

    private final OpenRouterErrors own;
    private final GenerationIds ids;

    OpenRouterMessagesErrors(GenerationIds ids) {
        this.own = new OpenRouterErrors(ids);
        this.ids = requireNonNull(ids, "ids is null");
    }

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        return switch (mode) {
            case CONTEXT_LENGTH -> Optional.of(tooLong(200_251, 200_000, call));
            case RATE_LIMIT -> Optional.of(draft(429, "Rate limit exceeded", "rate_limit_exceeded", wait.field()));
            default -> own.error(mode, call, wait).map(this::translated);
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        return draft(400, AnthropicBody.tooLong(tokens, window), "context_length_exceeded", List.of());
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        return own.limited(standing, call, wait).map(this::translated);
    }

    @Override
    public List<Header> standing(Standing standing, Wait wait) {
        return own.standing(standing, wait);
    }

    @Override
    public List<Header> fields() {
        return own.fields();
    }

    @Override
    public Reply proxyError(int status, String message) {
        return Reply.json(status, AnthropicBody.ofProxy(status, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        Refusal.Kind kind = refusal.kind();
        String message = kind == Refusal.Kind.NO_KEY ? "No auth credentials found" : refusal.message();
        return draft(kind.status(), AnthropicBody.type(kind), message, OpenRouterTable.type(kind), List.of())
                .reply();
    }

    /** Returns Anthropic's type for OpenRouter's own, by that page's table. */
    private static String type(String errorType) {
        return switch (errorType) {
            case "authentication" -> "authentication_error";
            case "permission_denied" -> "permission_error";
            case "payment_required" -> "billing_error";
            case "not_found" -> "not_found_error";
            case "rate_limit_exceeded" -> "rate_limit_error";
            case "provider_overloaded" -> "overloaded_error";
            case "timeout" -> "timeout_error";
            case "provider_unavailable", "server" -> "api_error";
            default -> "invalid_request_error";
        };
    }

    /** Returns the same error in this shape, which has a generation id of its own. */
    private Draft translated(Draft draft) {
        List<Header> headers = new ArrayList<>(draft.headers());
        headers.removeIf(header -> header.name().equals(GenerationIds.FIELD));
        return draft(
                draft.status(),
                draft.message(),
                draft.body().at("/error/metadata/error_type").asText(),
                headers);
    }

    private Draft draft(int status, String message, String errorType, List<Header> more) {
        return draft(status, type(errorType), message, errorType, more);
    }

    private Draft draft(int status, String type, String message, String errorType, List<Header> more) {
        GenerationIds.Id id = ids.next();
        ObjectNode body = AnthropicBody.of(type, message);
        body.withObject("/error").put("error_type", errorType);
        body.put("request_id", id.value());
        List<Header> headers = new ArrayList<>(more);
        headers.add(id.header());
        return Draft.of(status, body, AnthropicBody.PLACES, headers);
    }
}
