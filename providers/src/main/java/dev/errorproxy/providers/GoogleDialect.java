package dev.errorproxy.providers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.PathNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Gemini API's errors, which tell the waiting time in the body alone and carry no request id.
 *
 * <p>Header fields as reported in gemini-cli (#3859), bodies as in gemini-cli (#4231) and mcp-server-browserbase
 * (#129), statuses by the troubleshooting page of ai.google.dev.
 */
final class GoogleDialect implements Dialect {

    /** Errors of the Gemini paths: an object, streamed or not. */
    static final GoogleDialect GEMINI = new GoogleDialect(false);

    /** Errors of the OpenAI-compatible paths: the same object within an array, as reported in page-assist (#406). */
    static final GoogleDialect OPENAI_COMPATIBLE = new GoogleDialect(true);

    private static final Pattern MODEL = Pattern.compile("/(?:models|tunedModels)/([^/:]+?)(?::|%3[Aa]|/|$)");
    private static final String METRIC =
            "generativelanguage.googleapis.com/generate_content_free_tier_input_token_count";
    private static final String QUOTA = "GenerateContentInputTokensPerModelPerMinute-FreeTier";
    private static final int LIMIT = 250_000;
    private static final String RATE_LIMITS_GUIDE = "https://ai.google.dev/gemini-api/docs/rate-limits";
    private static final String NO_KEY = "API key not valid. Please pass a valid API key.";
    private static final String TYPE = "type.googleapis.com/google.rpc.";

    /** The fields of a good reply. */
    static final List<Header> FIELDS = List.of(new Header("Server", "ESF"));

    private final boolean wrapped;

    private GoogleDialect(boolean wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public Reply contextLength(Call call) {
        return reply(error(
                400,
                "The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).",
                "INVALID_ARGUMENT"));
    }

    @Override
    public Reply rateLimit(Call call) {
        Optional<String> model = PathNames.find(MODEL, call);
        String message = "You exceeded your current quota, please check your plan and billing details. For more"
                + " information on this error, head to: " + RATE_LIMITS_GUIDE
                + ". To monitor your current usage, head to: https://ai.dev/rate-limit. \n* Quota exceeded for metric: "
                + METRIC + ", limit: " + LIMIT
                + model.map(name -> ", model: " + name).orElse("")
                + "\nPlease retry in " + Wait.TEXT + ".";
        ObjectNode error = error(429, message, "RESOURCE_EXHAUSTED");
        ArrayNode details = error.putArray("details");
        ObjectNode violation = details.addObject()
                .put("@type", TYPE + "QuotaFailure")
                .putArray("violations")
                .addObject()
                .put("quotaMetric", METRIC)
                .put("quotaId", QUOTA);
        ObjectNode dimensions = violation.putObject("quotaDimensions").put("location", "global");
        model.ifPresent(name -> dimensions.put("model", name));
        violation.put("quotaValue", Integer.toString(LIMIT));
        details.addObject()
                .put("@type", TYPE + "Help")
                .putArray("links")
                .addObject()
                .put("description", "Learn more about Gemini API quotas")
                .put("url", RATE_LIMITS_GUIDE);
        details.addObject().put("@type", TYPE + "RetryInfo").put("retryDelay", Wait.TEXT);
        return reply(error);
    }

    @Override
    public Reply serverError(Call call) {
        return reply(error(503, "The model is overloaded. Please try again later.", "UNAVAILABLE"));
    }

    @Override
    public Reply proxyError(int status, String message) {
        String name = Dialect.isTimeout(status) ? "DEADLINE_EXCEEDED" : "UNAVAILABLE";
        return Reply.json(status, body(error(status, message, name)));
    }

    @Override
    public Reply refusal(Refusal refusal) {
        return reply(
                switch (refusal.kind()) {
                    case BAD_REQUEST -> error(400, refusal.message(), "INVALID_ARGUMENT");
                    case NO_KEY -> noKey();
                    case NO_MODEL, NO_PATH -> error(404, refusal.message(), "NOT_FOUND");
                    case NO_METHOD -> error(405, refusal.message(), "UNIMPLEMENTED");
                    case FAILED -> error(500, refusal.message(), "INTERNAL");
                });
    }

    /** A missing key is told like a bad one, as a bad request. */
    private static ObjectNode noKey() {
        ObjectNode error = error(400, NO_KEY, "INVALID_ARGUMENT");
        ArrayNode details = error.putArray("details");
        details.addObject()
                .put("@type", TYPE + "ErrorInfo")
                .put("reason", "API_KEY_INVALID")
                .put("domain", "googleapis.com")
                .putObject("metadata")
                .put("service", "generativelanguage.googleapis.com");
        details.addObject()
                .put("@type", TYPE + "LocalizedMessage")
                .put("locale", "en-US")
                .put("message", NO_KEY);
        return error;
    }

    private static ObjectNode error(int code, String message, String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message)
                .put("status", status);
    }

    private Reply reply(ObjectNode error) {
        return new Reply(
                error.get("code").intValue(),
                List.of(new Header("Content-Type", "application/json; charset=UTF-8"), new Header("Server", "ESF")),
                body(error));
    }

    private String body(ObjectNode error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().set("error", error);
        return wrapped ? JsonNodeFactory.instance.arrayNode().add(body).toString() : body.toString();
    }
}
