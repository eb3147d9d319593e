package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Allowance;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenRouter's own errors, whose code is the HTTP status as a number. */
final class OpenRouterErrors implements Errors {

    private static final Places PLACES = Places.of("/error/message", "/error/metadata/error_type", "/error/code");
    private static final String MODEL = "z-ai/glm-4.6";
    private static final String PROVIDER = "Chutes";

    private final GenerationIds ids;

    OpenRouterErrors(GenerationIds ids) {
        this.ids = requireNonNull(ids, "ids is null");
    }

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        Optional<Row> row = Optional.ofNullable(OpenRouterTable.ROWS.get(mode));
        return switch (mode) {
            case CONTEXT_LENGTH ->
                Optional.of(tooLong(131_072, "141607 tokens (10535 of text input, 131072 in the output)"));
            case RATE_LIMIT -> Optional.of(rateLimit(call, wait));
            case QUOTA -> row.map(found -> daily(found, wait));
            case PERMISSION -> row.map(found -> draft(found, call, guardrail()));
            case BILLING -> row.map(found -> draft(found, call, nodes().putNull("provider_name")));
            case OK_ERROR -> row.map(found -> draft(found, call, nodes().put("provider_name", PROVIDER)));
            default -> row.map(found -> draft(found, call, nodes()));
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        return tooLong(window, tokens + " tokens (" + tokens + " of text input)");
    }

    private Draft tooLong(long window, String requested) {
        String message =
                "This endpoint's maximum context length is " + window + " tokens. However, you requested about "
                        + requested
                        + ". Please reduce the length of either one, or use the \"middle-out\" transform to compress"
                        + " your prompt automatically.";
        ObjectNode metadata = nodes().put("provider_name", PROVIDER).put("error_type", "context_length_exceeded");
        return draft(400, message, metadata, List.of());
    }

    private static ObjectNode guardrail() {
        ObjectNode metadata = nodes();
        metadata.putArray("patterns").add("ignore all previous instructions");
        return metadata;
    }

    private Draft rateLimit(Call call, Wait wait) {
        ObjectNode metadata = nodes().put(
                        "raw",
                        Row.model(call, MODEL)
                                + " is temporarily rate-limited upstream. Please retry shortly, or add your own key to"
                                + " accumulate your rate limits: https://openrouter.ai/settings/integrations")
                .put("provider_name", "BaseTen")
                .put("limit_source", "upstream_provider_shared_pool")
                .put("error_type", "rate_limit_exceeded");
        return draft(429, "Provider returned error", metadata, wait.field());
    }

    /** The day's free requests, of which the header fields are told in the body too. */
    private Draft daily(Row row, Wait wait) {
        Wait day = wait.orUsually(Calendar.untilMidnight(wait.now()));
        return counted(row.message(), "openrouter_free_tier_daily", new Allowance(50, 0, day.time()), day, List.of());
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        return Broken.of(standing).map(broken -> {
            String what = broken.isOfTokens() ? "tokens" : "requests";
            String message = "Rate limit exceeded: limit of " + broken.limit() + " " + what + " per minute, "
                    + broken.used() + " used, " + broken.requested() + " requested.";
            Allowance left = broken.allowance();
            return counted(message, "openrouter_key_rate", left, wait, wait.field());
        });
    }

    private Draft counted(String message, String source, Allowance allowance, Wait wait, List<Header> more) {
        List<Header> limits = OpenRouterLimits.of(allowance, wait);
        ObjectNode metadata = nodes();
        ObjectNode repeated = metadata.putObject("headers");
        limits.forEach(field -> repeated.put(field.name(), field.value()));
        metadata.put("limit_source", source).put("error_type", "rate_limit_exceeded");
        List<Header> headers = new ArrayList<>(more);
        headers.addAll(limits);
        return draft(429, message, metadata, headers);
    }

    @Override
    public List<Header> standing(Standing standing, Wait wait) {
        return OpenRouterLimits.of(standing, wait);
    }

    @Override
    public Reply proxyError(int status, String message) {
        return Reply.json(status, body(status, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        String message = refusal.kind() == Refusal.Kind.NO_KEY ? "No auth credentials found" : refusal.message();
        return draft(
                        refusal.kind().status(),
                        message,
                        nodes().put("error_type", OpenRouterTable.type(refusal.kind())),
                        List.of())
                .reply();
    }

    @Override
    public List<Header> fields() {
        return List.of(ids.next().header());
    }

    private static ObjectNode body(int code, String message) {
        ObjectNode body = nodes();
        body.putObject("error").put("message", message).put("code", code);
        return body;
    }

    private Draft draft(Row row, Call call, ObjectNode metadata) {
        metadata.put("error_type", row.type());
        return draft(row.status(), row.about(Row.model(call, MODEL)), metadata, List.of());
    }

    private Draft draft(int status, String message, ObjectNode metadata, List<Header> more) {
        ObjectNode body = body(status, message);
        body.withObject("/error").set("metadata", metadata);
        List<Header> headers = new ArrayList<>(more);
        headers.add(ids.next().header());
        return Draft.of(status, body, PLACES, headers);
    }

    private static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }
}
