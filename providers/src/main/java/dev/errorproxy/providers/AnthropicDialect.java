package dev.errorproxy.providers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Anthropic's errors: each reply's {@code request-id} is repeated in its body.
 *
 * <p>Types by the errors page of Anthropic's API documentation; the fields of a rate limit by its rate-limits page and
 * as reported in anthropic-sdk-typescript (#357, #358).
 */
final class AnthropicDialect implements Dialect {

    private static final String ORGANIZATION = "5b1e9c2a-7d43-4f86-9a0e-c3d8274b61f5";
    private static final int REQUESTS_PER_MINUTE = 50;
    private static final int INPUT_TOKENS_PER_MINUTE = 30_000;
    private static final int OUTPUT_TOKENS_PER_MINUTE = 8_000;
    private static final Header SHOULD_RETRY = new Header("x-should-retry", "true");

    private final Clock clock;

    AnthropicDialect(Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Reply contextLength(Call call) {
        return reply(400, "invalid_request_error", "prompt is too long: 200251 tokens > 200000 maximum", List.of());
    }

    @Override
    public Reply rateLimit(Call call) {
        String message = String.format(
                Locale.ROOT,
                "This request would exceed your organization's rate limit of %,d input tokens per minute (org: %s,"
                        + " model: claude-sonnet-4-5-20250929). For details, refer to:"
                        + " https://docs.claude.com/en/api/rate-limits. You can see the response headers for current"
                        + " usage. Please reduce the prompt length or the maximum tokens requested, or try again later."
                        + " You may also contact sales at https://www.anthropic.com/contact-sales to discuss your"
                        + " options for a rate limit increase.",
                INPUT_TOKENS_PER_MINUTE,
                ORGANIZATION);
        return reply(429, "rate_limit_error", message, rateLimitHeaders(clock.instant()));
    }

    @Override
    public Reply serverError(Call call) {
        return reply(529, "overloaded_error", "Overloaded", List.of(SHOULD_RETRY));
    }

    @Override
    public Reply proxyError(int status, String message) {
        String type = Dialect.isTimeout(status) ? "timeout_error" : "api_error";
        return Reply.json(status, body(type, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        String type = type(refusal.kind());
        String message = switch (refusal.kind()) {
            case NO_KEY -> "x-api-key header is required";
            case NO_PATH -> "Not Found";
            case NO_METHOD -> "Method Not Allowed";
            case BAD_REQUEST, NO_MODEL, FAILED -> refusal.message();
        };
        return reply(refusal.kind().status(), type, message, List.of());
    }

    /** Returns the type of error that a refusal is. */
    static String type(Refusal.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, NO_METHOD -> "invalid_request_error";
            case NO_KEY -> "authentication_error";
            case NO_MODEL, NO_PATH -> "not_found_error";
            case FAILED -> "api_error";
        };
    }

    /** Returns the fields of a good reply. */
    static List<Header> fields() {
        return List.of(new Header("request-id", requestId()), new Header("anthropic-organization-id", ORGANIZATION));
    }

    private static String requestId() {
        return "req_011C" + Ids.base58(20);
    }

    /** Returns an error body without a request id. */
    static ObjectNode body(String type, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body;
    }

    private static Reply reply(int status, String type, String message, List<Header> more) {
        String requestId = requestId();
        List<Header> headers = new ArrayList<>(more);
        headers.add(new Header("request-id", requestId));
        String body = body(type, message).put("request_id", requestId).toString();
        return Reply.json(status, body, headers.toArray(Header[]::new));
    }

    private static List<Header> rateLimitHeaders(Instant now) {
        Instant full = now.truncatedTo(ChronoUnit.SECONDS);
        Instant end = Wait.end(now);
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("retry-after", Integer.toString(Wait.SECONDS)));
        headers.add(SHOULD_RETRY);
        addLimit(headers, "requests", REQUESTS_PER_MINUTE, REQUESTS_PER_MINUTE - 1, end);
        // The total is that of both directions, of which only the output is left.
        addLimit(headers, "tokens", INPUT_TOKENS_PER_MINUTE + OUTPUT_TOKENS_PER_MINUTE, OUTPUT_TOKENS_PER_MINUTE, end);
        addLimit(headers, "input-tokens", INPUT_TOKENS_PER_MINUTE, 0, end);
        addLimit(headers, "output-tokens", OUTPUT_TOKENS_PER_MINUTE, OUTPUT_TOKENS_PER_MINUTE, full);
        return headers;
    }

    private static void addLimit(List<Header> headers, String what, int limit, int remaining, Instant reset) {
        String prefix = "anthropic-ratelimit-" + what;
        headers.add(new Header(prefix + "-limit", Integer.toString(limit)));
        headers.add(new Header(prefix + "-remaining", Integer.toString(remaining)));
        headers.add(new Header(prefix + "-reset", reset.toString()));
    }
}
