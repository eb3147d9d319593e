package dev.errorproxy.providers.wording;

import static java.util.Map.entry;

import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Map;

/**
 * OpenAI's errors.
 *
 * <p>Overload as reported in sub2api (#6631); the two of type {@code cf_} come from Cloudflare in front of it, as
 * big-AGI knows them; billing codes by OpenAI's error-codes guide and Microsoft's Dev Proxy documentation of
 * {@code insufficient_quota}; 413 as its file endpoints give it. Others as in issue threads and OpenAI's guides.
 */
final class OpenAiTable {

    static final String INVALID = "invalid_request_error";

    private static final String QUOTA_USED_UP =
            "You exceeded your current quota, please check your plan and billing details. For more information on this"
                    + " error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.";

    static final Row TOO_LONG =
            Row.of(400, INVALID, "context_length_exceeded", "").at("messages");

    /** Of the embeddings API, which names neither member nor code. */
    static final Row NO_INPUT = Row.of(
            400,
            INVALID,
            null,
            "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.");

    static final Row CONTEXT_WINDOW = Row.of(
                    400,
                    INVALID,
                    "context_length_exceeded",
                    "Your input exceeds the context window of this model. Please adjust your input and try again.")
            .at("input");

    static final Map<ErrorMode, Row> ROWS = Map.ofEntries(
            entry(
                    ErrorMode.SERVER_ERROR,
                    Row.of(
                            500,
                            "server_error",
                            "internal_server_error",
                            "The server had an error while processing your request. Sorry about that!")),
            entry(
                    ErrorMode.OVERLOADED,
                    Row.of(
                            503,
                            "service_unavailable_error",
                            "server_is_overloaded",
                            "Our servers are currently overloaded. Please try again later.")),
            entry(ErrorMode.UNAVAILABLE, Row.of(503, "cf_service_unavailable", null, "Service Unavailable.")),
            entry(ErrorMode.TIMEOUT_ERROR, Row.of(504, "cf_gateway_timeout", null, "Gateway timeout.")),
            entry(
                    ErrorMode.AUTH,
                    Row.of(
                            401,
                            INVALID,
                            "invalid_api_key",
                            "Incorrect API key provided: sk-proj-****. You can find your API key at"
                                    + " https://platform.openai.com/account/api-keys.")),
            entry(
                    ErrorMode.PERMISSION,
                    Row.of(
                            403,
                            INVALID,
                            "model_not_found",
                            "Project `proj_4kTz8WvQx2LmRn6bYcJd3HfS` does not have access to model `{model}`")),
            entry(ErrorMode.BILLING, Row.of(429, "insufficient_quota", "credit_balance_exhausted", QUOTA_USED_UP)),
            entry(ErrorMode.QUOTA, Row.of(429, "insufficient_quota", "insufficient_quota", QUOTA_USED_UP)),
            entry(
                    ErrorMode.NOT_FOUND,
                    Row.of(
                            404,
                            INVALID,
                            "model_not_found",
                            "The model `{model}` does not exist or you do not have access to it.")),
            entry(
                    ErrorMode.TOO_LARGE,
                    Row.of(
                            413,
                            "server_error",
                            null,
                            "Maximum content size limit (26214400) exceeded (26843545 bytes read)")),
            entry(
                    ErrorMode.BAD_REQUEST,
                    Row.of(
                            400,
                            INVALID,
                            "invalid_type",
                            "Invalid type for '{param}': expected an array of objects, but got an integer instead.")));

    private OpenAiTable() {}
}
