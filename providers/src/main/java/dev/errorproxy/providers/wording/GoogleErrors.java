package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.PathNames;
import java.util.List;
import java.util.Optional;

/**
 * The Gemini API's errors, which carry no request id.
 *
 * <p>Header fields as reported in gemini-cli (#3859). On the OpenAI-compatible paths the same object stands within an
 * array, as reported in page-assist (#406).
 */
final class GoogleErrors implements Errors {

    private static final Places PLACES = Places.of("/error/message", "/error/status", "/error/code");
    private static final String MODEL = "gemini-2.5-flash";
    private static final String JSON = "application/json; charset=UTF-8";
    private static final List<Header> FIELDS = List.of(new Header("Server", "ESF"));

    private final boolean listed;

    /** Creates the errors, in an array of one or not. */
    GoogleErrors(boolean listed) {
        this.listed = listed;
    }

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        return switch (mode) {
            case CONTEXT_LENGTH -> Optional.of(tooLong(1_200_293, 1_048_576, call));
            case RATE_LIMIT -> Optional.of(draft(GoogleQuota.tokensPerMinute(250_000), call, wait));
            case QUOTA ->
                Optional.of(draft(
                        GoogleQuota.requestsPerDay(250),
                        call,
                        wait.orUsually(Calendar.untilPacificMidnight(wait.now()))));
            case AUTH -> Optional.of(draft(noKey()));
            default ->
                Optional.ofNullable(GoogleTable.ROWS.get(mode))
                        .map(row ->
                                draft(error(row.status(), row.about(model(call).orElse(MODEL)), row.type())));
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        return draft(error(
                400,
                "The input token count (" + tokens + ") exceeds the maximum number of tokens allowed (" + window + ").",
                GoogleTable.INVALID));
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        return Broken.of(standing)
                .map(broken -> broken.isOfTokens()
                        ? GoogleQuota.tokensPerMinute(broken.limit())
                        : GoogleQuota.requestsPerMinute(broken.limit()))
                .map(quota -> draft(quota, call, wait));
    }

    /** Google tells how a client stands nowhere but in a 429. */
    @Override
    public List<Header> standing(Standing standing, Wait wait) {
        return List.of();
    }

    @Override
    public Reply proxyError(int status, String message) {
        String name = Errors.proxyCode(status, "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "UNAVAILABLE");
        return new Draft(status, Draft.JSON, List.of(), body(error(status, message, name)), PLACES, listed).reply();
    }

    @Override
    public Reply refusal(Refusal refusal) {
        return draft(
                        switch (refusal.kind()) {
                            case BAD_REQUEST -> error(400, refusal.message(), GoogleTable.INVALID);
                            // A missing key is told like a bad one, as a bad request.
                            case NO_KEY -> noKey();
                            case NO_MODEL, NO_PATH -> error(404, refusal.message(), "NOT_FOUND");
                            case NO_METHOD -> error(405, refusal.message(), "UNIMPLEMENTED");
                            case FAILED -> error(500, refusal.message(), "INTERNAL");
                        })
                .reply();
    }

    @Override
    public List<Header> fields() {
        return FIELDS;
    }

    /** Returns a new detail of a type that Google's errors are made of. */
    static ObjectNode detail(ArrayNode details, String type) {
        return details.addObject().put("@type", "type.googleapis.com/google.rpc." + type);
    }

    private static ObjectNode noKey() {
        ObjectNode error = error(400, GoogleTable.NO_KEY, GoogleTable.INVALID);
        ArrayNode details = error.putArray("details");
        detail(details, "ErrorInfo")
                .put("reason", "API_KEY_INVALID")
                .put("domain", "googleapis.com")
                .putObject("metadata")
                .put("service", "generativelanguage.googleapis.com");
        detail(details, "LocalizedMessage").put("locale", "en-US").put("message", GoogleTable.NO_KEY);
        return error;
    }

    private static ObjectNode error(int code, String message, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message)
                .put("status", status);
    }

    private Draft draft(GoogleQuota quota, Call call, Wait wait) {
        Optional<String> model = model(call);
        ObjectNode error = error(429, quota.message(model, wait), GoogleTable.EXHAUSTED);
        quota.addDetails(error, model, wait);
        return draft(error);
    }

    private Draft draft(ObjectNode error) {
        return new Draft(error.get("code").intValue(), JSON, FIELDS, body(error), PLACES, listed);
    }

    private static ObjectNode body(ObjectNode error) {
        return JsonNodeFactory.instance.objectNode().set("error", error);
    }

    private static Optional<String> model(Call call) {
        return PathNames.find(GoogleDialects.MODEL, call)
                .or(() -> call.inference().model().filter(name -> !name.isEmpty()))
                .map(Row::shown);
    }
}
