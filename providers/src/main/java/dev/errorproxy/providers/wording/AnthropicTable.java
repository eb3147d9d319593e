package dev.errorproxy.providers.wording;

import static java.util.Map.entry;

import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Map;

/**
 * Anthropic's errors.
 *
 * <p>Types by the errors page of its API documentation. Messages as reported: overload in anthropic-sdk-typescript
 * (#616), an output filter in claude-code (#58367), credits in claude-code (#66314), 413 in anthropic-sdk-python (#938).
 * Those of 503 and 504 were not seen.
 */
final class AnthropicTable {

    static final String INVALID = "invalid_request_error";

    static final Map<ErrorMode, Row> ROWS = Map.ofEntries(
            entry(ErrorMode.SERVER_ERROR, row(529, "overloaded_error", "Overloaded")),
            entry(ErrorMode.OVERLOADED, row(529, "overloaded_error", "Overloaded")),
            entry(ErrorMode.UNAVAILABLE, row(503, "api_error", "Service temporarily unavailable")),
            entry(ErrorMode.TIMEOUT_ERROR, row(504, "timeout_error", "Request timed out")),
            entry(ErrorMode.AUTH, row(401, "authentication_error", "Invalid authentication credentials")),
            entry(
                    ErrorMode.PERMISSION,
                    row(
                            403,
                            "permission_error",
                            "Your API key does not have permission to use the specified resource.")),
            entry(
                    ErrorMode.BILLING,
                    row(
                            402,
                            "billing_error",
                            "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing"
                                    + " to upgrade or purchase credits.")),
            entry(
                    ErrorMode.QUOTA,
                    row(
                            429,
                            "rate_limit_error",
                            "You have reached your API usage limits: your organization has crossed its monthly API usage"
                                    + " threshold, set based on your organization's API tier."
                                    + "{end}")),
            entry(ErrorMode.NOT_FOUND, row(404, "not_found_error", "model: {model}")),
            entry(ErrorMode.TOO_LARGE, row(413, "request_too_large", "Request exceeds the maximum size")),
            entry(ErrorMode.BAD_REQUEST, row(400, INVALID, "messages: at least one message is required")),
            entry(ErrorMode.CONTENT_FILTER, row(400, INVALID, "Output blocked by content filtering policy")));

    private AnthropicTable() {}

    private static Row row(int status, String type, String message) {
        return Row.of(status, type, null, message);
    }
}
