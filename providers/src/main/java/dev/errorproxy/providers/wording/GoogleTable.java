package dev.errorproxy.providers.wording;

import static java.util.Map.entry;

import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Map;

/**
 * The Gemini API's errors, whose type is the name of a gRPC status.
 *
 * <p>Statuses by the troubleshooting page of ai.google.dev. Messages as reported: permission in gemini-cli (#14519), a
 * payload too large in goose's own tests, credits in public clients of the API. There is no 402, and neither 401 nor
 * 413: those are bad requests here.
 */
final class GoogleTable {

    static final String INVALID = "INVALID_ARGUMENT";
    static final String EXHAUSTED = "RESOURCE_EXHAUSTED";
    static final String NO_KEY = "API key not valid. Please pass a valid API key.";

    static final Map<ErrorMode, Row> ROWS = Map.ofEntries(
            entry(ErrorMode.SERVER_ERROR, row(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")),
            entry(
                    ErrorMode.OVERLOADED,
                    row(
                            503,
                            "UNAVAILABLE",
                            "This model is currently experiencing high demand. Spikes in demand are usually temporary."
                                    + " Please try again later.")),
            entry(ErrorMode.UNAVAILABLE, row(503, "UNAVAILABLE", "The service is currently unavailable.")),
            entry(
                    ErrorMode.TIMEOUT_ERROR,
                    row(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.")),
            entry(ErrorMode.AUTH, row(400, INVALID, NO_KEY)),
            entry(ErrorMode.PERMISSION, row(403, "PERMISSION_DENIED", "The caller does not have permission")),
            entry(
                    ErrorMode.BILLING,
                    row(
                            429,
                            EXHAUSTED,
                            "Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects"
                                    + " to manage your project and billing.")),
            entry(
                    ErrorMode.NOT_FOUND,
                    row(
                            404,
                            "NOT_FOUND",
                            "models/{model} is not found for API version v1beta, or is not supported for"
                                    + " generateContent. Call ListModels to see the list of available models and their"
                                    + " supported methods.")),
            entry(ErrorMode.TOO_LARGE, row(400, INVALID, "Request payload size exceeds the limit: 20971520 bytes.")),
            entry(
                    ErrorMode.BAD_REQUEST,
                    row(400, INVALID, "* GenerateContentRequest.contents: contents is not specified\n")));

    private GoogleTable() {}

    private static Row row(int status, String name, String message) {
        return Row.of(status, name, null, message);
    }
}
