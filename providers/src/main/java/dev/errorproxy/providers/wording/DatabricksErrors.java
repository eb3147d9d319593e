package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.Ids;
import dev.errorproxy.providers.wire.PathNames;
import java.util.List;
import java.util.Optional;

/**
 * The errors of Databricks' model serving and management APIs.
 *
 * <p>The wording of an overlong prompt is one that goose recognises: it reads the message, not the code.
 */
final class DatabricksErrors implements Errors {

    private static final Places PLACES = Places.of("/message", "/error_code");
    private static final String ENDPOINT = "databricks-claude-sonnet-4-5";
    private static final String LIMIT = "RATE_LIMIT_EXCEEDED";

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        return switch (mode) {
            case CONTEXT_LENGTH -> Optional.of(tooLong(150_000, 128_000, call));
            case RATE_LIMIT -> Optional.of(limited("input tokens per minute rate limit", call, wait));
            default ->
                Optional.ofNullable(DatabricksTable.ROWS.get(mode))
                        .map(row -> draft(row.status(), row.type(), message(row, call), List.of()));
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        String message = "Input token count " + tokens + " exceeds the maximum allowed of " + window;
        return draft(400, "INVALID_PARAMETER_VALUE", message, List.of());
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        return Broken.of(standing)
                .map(broken -> limited(
                        (broken.isOfTokens() ? "input tokens per minute" : "queries per minute") + " rate limit of "
                                + broken.limit(),
                        call,
                        wait));
    }

    private static Draft limited(String limit, Call call, Wait wait) {
        String message = LIMIT + ": Exceeded workspace " + limit + withEndpoint(" for ", call) + ".";
        return draft(429, LIMIT, message, wait.field());
    }

    /** Databricks is not known to tell how a client stands. */
    @Override
    public List<Header> standing(Standing standing, Wait wait) {
        return List.of();
    }

    @Override
    public Reply proxyError(int status, String message) {
        String code =
                Errors.proxyCode(status, "INVALID_PARAMETER_VALUE", "DEADLINE_EXCEEDED", "TEMPORARILY_UNAVAILABLE");
        return draft(status, code, message, List.of()).reply();
    }

    @Override
    public Reply refusal(Refusal refusal) {
        String code = switch (refusal.kind()) {
            case BAD_REQUEST -> "INVALID_PARAMETER_VALUE";
            case NO_KEY -> "UNAUTHENTICATED";
            case NO_MODEL -> "RESOURCE_DOES_NOT_EXIST";
            case NO_PATH -> "ENDPOINT_NOT_FOUND";
            case NO_METHOD -> "METHOD_NOT_ALLOWED";
            case FAILED -> "INTERNAL_ERROR";
        };
        String message = refusal.kind() == Refusal.Kind.NO_KEY
                ? DatabricksTable.ROWS.get(ErrorMode.AUTH).message()
                : refusal.message();
        return draft(refusal.kind().status(), code, message, List.of()).reply();
    }

    @Override
    public List<Header> fields() {
        return List.of(new Header("x-request-id", Ids.hex(32)));
    }

    private static String message(Row row, Call call) {
        return row.message().contains("{to}")
                ? row.message().replace("{to}", withEndpoint(" to ", call))
                : row.about(endpoint(call).orElse(ENDPOINT));
    }

    private static String withEndpoint(String preposition, Call call) {
        return endpoint(call).map(endpoint -> preposition + endpoint).orElse("");
    }

    private static Optional<String> endpoint(Call call) {
        return PathNames.find(DatabricksDialects.ENDPOINT, call)
                .or(() -> call.inference().model().filter(name -> !name.isEmpty()))
                .map(Row::shown);
    }

    private static Draft draft(int status, String errorCode, String message, List<Header> more) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("error_code", errorCode)
                .put("message", message);
        return Draft.of(status, body, PLACES, more);
    }
}
