package dev.errorproxy.providers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * OpenAI's errors, which differ between the chat and the Responses API in how an overlong prompt is named.
 *
 * <p>Messages and field order as reported in issue threads of goose (#322), crewAI-examples (#121) and dyad (#1672),
 * header fields as in open-webui (#3743); types and codes by OpenAI's error-codes guide.
 */
final class OpenAiDialect implements Dialect {

    static final OpenAiDialect CHAT = new OpenAiDialect(
            "This model's maximum context length is 128000 tokens. However, your messages resulted in 128250 tokens."
                    + " Please reduce the length of the messages.",
            "messages");

    static final OpenAiDialect RESPONSES = new OpenAiDialect(
            "Your input exceeds the context window of this model. Please adjust your input and try again.", "input");

    private static final Pattern RESPONSES_PATH = Pattern.compile("/responses(/|$)");

    private static final String NO_KEY =
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer"
                    + " auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from"
                    + " https://platform.openai.com/account/api-keys.";

    private static final String ORGANIZATION = "org-7Hq2mXvT9cKpLw3ZnRb5YdFa";
    private static final int TOKENS_PER_MINUTE = 30_000;
    /** With the budget used up, as many tokens as come back within the wait. */
    private static final int REQUESTED_TOKENS = TOKENS_PER_MINUTE / 60 * Wait.SECONDS;

    private final String contextLengthMessage;
    private final String contextLengthParam;

    private OpenAiDialect(String contextLengthMessage, String contextLengthParam) {
        this.contextLengthMessage = contextLengthMessage;
        this.contextLengthParam = contextLengthParam;
    }

    /** Returns the dialect that OpenAI speaks at the call's path, wherever a gateway has mounted it. */
    static OpenAiDialect of(Call call) {
        return RESPONSES_PATH.matcher(call.path()).find() ? RESPONSES : CHAT;
    }

    @Override
    public Reply contextLength(Call call) {
        return reply(
                400,
                body(contextLengthMessage, "invalid_request_error", contextLengthParam, "context_length_exceeded"));
    }

    @Override
    public Reply rateLimit(Call call) {
        String message = String.format(
                Locale.ROOT,
                "Rate limit reached for gpt-4o in organization %s on tokens per min (TPM): Limit %d, Used %d,"
                        + " Requested %d. Please try again in %s."
                        + " Visit https://platform.openai.com/account/rate-limits to learn more.",
                ORGANIZATION,
                TOKENS_PER_MINUTE,
                TOKENS_PER_MINUTE,
                REQUESTED_TOKENS,
                Wait.TEXT);
        return reply(
                429,
                body(message, "tokens", null, "rate_limit_exceeded"),
                Wait.retryAfter(),
                new Header("retry-after-ms", Integer.toString(Wait.SECONDS * 1000)),
                new Header("x-ratelimit-limit-requests", "500"),
                new Header("x-ratelimit-limit-tokens", Integer.toString(TOKENS_PER_MINUTE)),
                new Header("x-ratelimit-remaining-requests", "499"),
                new Header("x-ratelimit-remaining-tokens", "0"),
                // Until the budget is full again: one request of 500 a minute, and all tokens of a minute.
                new Header("x-ratelimit-reset-requests", "120ms"),
                new Header("x-ratelimit-reset-tokens", "1m0s"));
    }

    @Override
    public Reply serverError(Call call) {
        return reply(
                500,
                body(
                        "The server had an error while processing your request. Sorry about that!",
                        "server_error",
                        null,
                        "internal_server_error"));
    }

    @Override
    public Reply proxyError(int status, String message) {
        String code = Dialect.isTimeout(status) ? "upstream_timeout" : "upstream_unreachable";
        return Reply.json(status, body(message, "proxy_error", null, code));
    }

    @Override
    public Reply refusal(Refusal refusal) {
        boolean fault = refusal.kind() == Refusal.Kind.FAILED;
        return reply(refusal.kind().status(), body(refusal, fault ? "server_error" : "invalid_request_error"));
    }

    /** Returns the body of a refusal, of which a missing key is OpenAI's own wording. */
    static String body(Refusal refusal, String type) {
        String message = refusal.kind() == Refusal.Kind.NO_KEY ? NO_KEY : refusal.message();
        return body(message, type, refusal.param().orElse(null), refusal.code().orElse(null));
    }

    /** Returns an error body, which always has all four keys; {@code param} may be null and then is so in the JSON. */
    static String body(String message, String type, String param, String code) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body.toString();
    }

    private static Reply reply(int status, String body, Header... more) {
        List<Header> headers = fields();
        headers.addAll(List.of(more));
        return Reply.json(status, body, headers.toArray(Header[]::new));
    }

    /** Returns the fields of every reply, good or bad. */
    static List<Header> fields() {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("openai-version", "2020-10-01"));
        headers.add(new Header(
                "openai-processing-ms",
                Integer.toString(ThreadLocalRandom.current().nextInt(5, 60))));
        headers.add(new Header("x-request-id", "req_" + Ids.hex(32)));
        return headers;
    }
}
