package dev.errorproxy.providers.wording;

import static java.util.Map.entry;

import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Map;

/**
 * The errors of Databricks' model serving, which has none for billing and for quotas.
 *
 * <p>Codes by the error table of the Databricks SDKs. Messages as reported: permission in dbdemos (#218), an unknown
 * endpoint in dbdemos (#220); 413 by the size limit of its documentation, its code was not seen.
 */
final class DatabricksTable {

    static final Map<ErrorMode, Row> ROWS = Map.ofEntries(
            entry(
                    ErrorMode.SERVER_ERROR,
                    row(
                            500,
                            "INTERNAL_ERROR",
                            "An internal error occurred while serving the request{to}. Please try again later.")),
            entry(
                    ErrorMode.OVERLOADED,
                    row(
                            503,
                            "TEMPORARILY_UNAVAILABLE",
                            "The model serving endpoint is currently overloaded. Please try again later.")),
            entry(
                    ErrorMode.UNAVAILABLE,
                    row(
                            503,
                            "TEMPORARILY_UNAVAILABLE",
                            "The service is temporarily unavailable. Please try again later.")),
            entry(
                    ErrorMode.TIMEOUT_ERROR,
                    row(
                            504,
                            "DEADLINE_EXCEEDED",
                            "Timed out while evaluating the model. Verify that the model evaluates within the"
                                    + " timeout.")),
            entry(
                    ErrorMode.AUTH,
                    row(401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type for this API.")),
            entry(
                    ErrorMode.PERMISSION,
                    row(403, "PERMISSION_DENIED", "User does not have permission 'Query' on Endpoint {model}")),
            entry(
                    ErrorMode.NOT_FOUND,
                    row(404, "RESOURCE_DOES_NOT_EXIST", "Endpoint with name '{model}' does not exist.")),
            entry(
                    ErrorMode.TOO_LARGE,
                    row(
                            413,
                            "MAX_REQUEST_SIZE_EXCEEDED",
                            "The request's size is more than the 16777216 bytes allowed.")),
            entry(
                    ErrorMode.BAD_REQUEST,
                    row(
                            400,
                            "BAD_REQUEST",
                            "Bad request: rpc error: code = InvalidArgument desc = messages: expected a list")));

    private DatabricksTable() {}

    private static Row row(int status, String code, String message) {
        return Row.of(status, code, null, message);
    }
}
