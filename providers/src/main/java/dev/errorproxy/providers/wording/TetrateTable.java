package dev.errorproxy.providers.wording;

import static java.util.Map.entry;

import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Map;

/**
 * Tetrate's errors: OpenAI's shape with codes of its own, as goose knows them, who reads an address to pay at from the
 * 402; no documentation of them was found.
 */
final class TetrateTable {

    private static final String UNAVAILABLE_TYPE = "service_unavailable_error";

    private static final Row UNAVAILABLE = Row.of(
            503,
            UNAVAILABLE_TYPE,
            "service_unavailable",
            "The service is temporarily unavailable. Please try again later.");

    static final Map<ErrorMode, Row> ROWS = Map.ofEntries(
            entry(ErrorMode.SERVER_ERROR, UNAVAILABLE),
            entry(ErrorMode.UNAVAILABLE, UNAVAILABLE),
            entry(
                    ErrorMode.OVERLOADED,
                    Row.of(503, UNAVAILABLE_TYPE, "overloaded", "The model is overloaded. Please try again later.")),
            entry(
                    ErrorMode.TIMEOUT_ERROR,
                    Row.of(504, "timeout_error", "upstream_timeout", "The upstream provider did not answer in time.")),
            entry(ErrorMode.AUTH, Row.of(401, OpenAiTable.INVALID, "invalid_api_key", "Invalid API key.")),
            entry(
                    ErrorMode.PERMISSION,
                    Row.of(
                            403,
                            "permission_error",
                            "permission_denied",
                            "This API key is not allowed to use the model `{model}`.")),
            entry(
                    ErrorMode.BILLING,
                    Row.of(
                            402,
                            "billing_error",
                            "insufficient_credits",
                            "Insufficient credits. Please add credits at https://router.tetrate.ai/billing.")),
            entry(
                    ErrorMode.QUOTA,
                    Row.of(
                            429,
                            "insufficient_quota",
                            "insufficient_quota",
                            "The quota of this API key is used up. Please check your plan and billing details.")),
            entry(
                    ErrorMode.NOT_FOUND,
                    Row.of(404, OpenAiTable.INVALID, "model_not_found", "The model `{model}` does not exist.")),
            entry(
                    ErrorMode.TOO_LARGE,
                    Row.of(413, OpenAiTable.INVALID, "request_too_large", "The request body is too large.")),
            entry(
                    ErrorMode.BAD_REQUEST,
                    Row.of(400, OpenAiTable.INVALID, "invalid_type", "Invalid value for 'messages'.")
                            .at("messages")),
            entry(ErrorMode.OK_ERROR, Row.of(502, "upstream_error", null, "The upstream provider returned an error.")));

    private TetrateTable() {}
}
