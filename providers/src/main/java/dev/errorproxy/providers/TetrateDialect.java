package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;

/** Tetrate's errors: OpenAI's shape with codes of its own, as goose knows them; no documentation of them was found. */
final class TetrateDialect implements Dialect {

    @Override
    public Reply contextLength(Call call) {
        return Reply.json(
                400,
                OpenAiDialect.body(
                        "This model's maximum context length is 128000 tokens. However, your messages resulted in 128250"
                                + " tokens. Please reduce the length of the messages.",
                        "invalid_request_error",
                        "messages",
                        "context_length_exceeded"));
    }

    @Override
    public Reply rateLimit(Call call) {
        return Reply.json(
                429,
                OpenAiDialect.body(
                        "Rate limit exceeded. Please try again in " + Wait.TEXT + ".",
                        "rate_limit_error",
                        null,
                        "rate_limit_exceeded"),
                Wait.retryAfter());
    }

    @Override
    public Reply serverError(Call call) {
        return Reply.json(
                503,
                OpenAiDialect.body(
                        "The service is temporarily unavailable. Please try again later.",
                        "service_unavailable_error",
                        null,
                        "service_unavailable"));
    }

    @Override
    public Reply proxyError(int status, String message) {
        return OpenAiDialect.CHAT.proxyError(status, message);
    }

    @Override
    public Reply refusal(Refusal refusal) {
        boolean fault = refusal.kind() == Refusal.Kind.FAILED;
        return Reply.json(
                refusal.kind().status(),
                OpenAiDialect.body(refusal, fault ? "internal_server_error" : "invalid_request_error"));
    }
}
