package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Anthropic's errors: each reply's {@code request-id} is repeated in its body, but for the 413, which Cloudflare gives.
 *
 * <p>The 429 of a spend limit, which has no {@code retry-after}, is by the rate-limits page of its documentation.
 */
final class AnthropicErrors implements Errors {

    private static final String ORGANIZATION = "5b1e9c2a-7d43-4f86-9a0e-c3d8274b61f5";
    private static final String MODEL = "claude-sonnet-4-5-20250929";
    private static final Header SHOULD_RETRY = new Header("x-should-retry", "true");

    private final boolean gateway;

    /** Creates the errors, which a gateway at times gives within a 200; no such body was seen. */
    AnthropicErrors(boolean gateway) {
        this.gateway = gateway;
    }

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        Optional<Row> row = Optional.ofNullable(AnthropicTable.ROWS.get(mode));
        return switch (mode) {
            case CONTEXT_LENGTH -> Optional.of(tooLong(200_251, 200_000, call));
            case RATE_LIMIT ->
                Optional.of(limited(
                        AnthropicLimits.INPUT_TOKENS_PER_MINUTE,
                        "input tokens",
                        call,
                        wait,
                        AnthropicLimits.usedUp(wait)));
            case OVERLOADED, SERVER_ERROR -> row.map(found -> draft(found, call, List.of(SHOULD_RETRY)));
            // The official SDKs send a bearer key, others a field of Anthropic's own.
            case AUTH ->
                row.map(found -> call.hasHeader("x-api-key") ? found.withMessage("invalid x-api-key") : found)
                        .map(found -> draft(found, call, List.of()));
            case QUOTA -> row.map(found -> spendLimit(found, wait));
            case TOO_LARGE -> row.map(AnthropicErrors::tooLarge);
            case OK_ERROR -> gateway ? error(ErrorMode.SERVER_ERROR, call, wait) : Optional.empty();
            default -> row.map(found -> draft(found, call, List.of()));
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        return draft(400, AnthropicBody.of(AnthropicTable.INVALID, AnthropicBody.tooLong(tokens, window)), List.of());
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        List<Header> fields = AnthropicLimits.of(standing, wait);
        return Broken.of(standing)
                .map(broken ->
                        limited(broken.limit(), broken.isOfTokens() ? "input tokens" : "requests", call, wait, fields));
    }

    private static Draft limited(long limit, String what, Call call, Wait wait, List<Header> fields) {
        String message = String.format(
                Locale.ROOT,
                "This request would exceed your organization's rate limit of %,d %s per minute (org: %s, model: %s). For"
                        + " details, refer to: https://docs.claude.com/en/api/rate-limits. You can see the response"
                        + " headers for current usage. Please reduce the prompt length or the maximum tokens requested,"
                        + " or try again later. You may also contact sales at"
                        + " https://www.anthropic.com/contact-sales to discuss your options for a rate limit increase.",
                limit,
                what,
                ORGANIZATION,
                Row.model(call, MODEL));
        List<Header> headers = new ArrayList<>(wait.field("retry-after"));
        headers.add(SHOULD_RETRY);
        headers.addAll(fields);
        return draft(429, AnthropicBody.of("rate_limit_error", message), headers);
    }

    private static Draft spendLimit(Row row, Wait wait) {
        Wait month = wait.orUsually(Calendar.untilNextMonth(wait.now()));
        String end = month.isTold() ? " You will regain access on " + Calendar.minute(month.end()) + "." : "";
        ObjectNode body = AnthropicBody.of(row.type(), row.message().replace("{end}", end));
        body.withObject("/error/details").put("error_code", "enforced_spend_limit_reached");
        return draft(row.status(), body, List.of());
    }

    private static Draft tooLarge(Row row) {
        ObjectNode body = AnthropicBody.of(row.type(), row.message());
        body.remove("type");
        return Draft.of(row.status(), body, AnthropicBody.PLACES, List.of());
    }

    @Override
    public List<Header> standing(Standing standing, Wait wait) {
        return AnthropicLimits.of(standing, wait);
    }

    @Override
    public Reply proxyError(int status, String message) {
        return Reply.json(status, AnthropicBody.ofProxy(status, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        String message = switch (refusal.kind()) {
            case NO_KEY -> "x-api-key header is required";
            case NO_PATH -> "Not Found";
            case NO_METHOD -> "Method Not Allowed";
            case BAD_REQUEST, NO_MODEL, FAILED -> refusal.message();
        };
        ObjectNode body = AnthropicBody.of(AnthropicBody.type(refusal.kind()), message);
        return draft(refusal.kind().status(), body, List.of()).reply();
    }

    @Override
    public List<Header> fields() {
        return List.of(new Header("request-id", requestId()), new Header("anthropic-organization-id", ORGANIZATION));
    }

    private static String requestId() {
        return "req_011C" + Ids.base58(20);
    }

    private static Draft draft(Row row, Call call, List<Header> more) {
        return draft(row.status(), AnthropicBody.of(row.type(), row.about(Row.model(call, MODEL))), more);
    }

    private static Draft draft(int status, ObjectNode body, List<Header> more) {
        String requestId = requestId();
        List<Header> headers = new ArrayList<>(more);
        headers.add(new Header("request-id", requestId));
        return Draft.of(status, body.put("request_id", requestId), AnthropicBody.PLACES, headers);
    }
}
