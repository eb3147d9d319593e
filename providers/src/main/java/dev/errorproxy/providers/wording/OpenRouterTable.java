package dev.errorproxy.providers.wording;

import static java.util.Map.entry;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.providers.simulation.Refusal;
import java.util.Map;

/**
 * OpenRouter's errors, whose type is the stable {@code error_type} of all its APIs.
 *
 * <p>Statuses, types and a guardrail's words by its errors-and-debugging page, which also says that a 500 is masked and
 * that no provider at all is a 503. Messages as reported: credits in Agora (#8); others as its clients know them.
 */
final class OpenRouterTable {

    static final Map<ErrorMode, Row> ROWS = Map.ofEntries(
            entry(ErrorMode.SERVER_ERROR, row(500, "server", "Internal Server Error")),
            entry(ErrorMode.OVERLOADED, row(503, "provider_overloaded", "Provider is temporarily overloaded")),
            entry(
                    ErrorMode.UNAVAILABLE,
                    row(
                            503,
                            "provider_overloaded",
                            "There is no available model provider that meets your routing requirements")),
            entry(ErrorMode.TIMEOUT_ERROR, row(504, "timeout", "The provider did not respond in time")),
            entry(ErrorMode.AUTH, row(401, "authentication", "User not found.")),
            entry(
                    ErrorMode.PERMISSION,
                    row(403, "permission_denied", "Request blocked: prompt injection patterns detected")),
            entry(
                    ErrorMode.BILLING,
                    row(
                            402,
                            "payment_required",
                            "This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens,"
                                    + " but can only afford 3395. To increase, visit"
                                    + " https://openrouter.ai/settings/credits and upgrade to a paid account")),
            entry(
                    ErrorMode.QUOTA,
                    row(
                            429,
                            "rate_limit_exceeded",
                            "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model"
                                    + " requests per day")),
            entry(ErrorMode.NOT_FOUND, row(404, "not_found", "No endpoints found for {model}.")),
            entry(ErrorMode.TOO_LARGE, row(413, "payload_too_large", "Request body is too large")),
            entry(
                    ErrorMode.BAD_REQUEST,
                    row(400, "invalid_request", "Input required: specify \"prompt\" or \"messages\"")),
            entry(ErrorMode.OK_ERROR, row(502, "provider_unavailable", "Provider returned error")));

    private OpenRouterTable() {}

    /** Returns OpenRouter's own type of error. */
    static String type(Refusal.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, NO_METHOD -> "invalid_request";
            case NO_KEY -> "authentication";
            case NO_MODEL, NO_PATH -> "not_found";
            case FAILED -> "server";
        };
    }

    private static Row row(int status, String type, String message) {
        return Row.of(status, type, null, message);
    }
}
