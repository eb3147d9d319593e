package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.wire.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * OpenAI's errors, which differ between the chat, the Responses and the embeddings API in how an overlong prompt is named.
 *
 * <p>Messages and field order as reported in issue threads of goose (#322), crewAI-examples (#121) and dyad (#1672); of
 * embeddings in those of autoflow (#265), chat-ollama (#130) and semantic-router (#530).
 */
final class OpenAiErrors implements Errors {

    private static final String MODEL = "gpt-4o";

    /** What is asked, and in which member of the request. */
    private enum Api {
        CHAT("messages"),
        RESPONSES("input"),
        EMBEDDINGS("input");

        private final String param;

        Api(String param) {
            this.param = param;
        }
    }

    private final Api api;
    private final Optional<Row> within200;

    private OpenAiErrors(Api api, Optional<Row> within200) {
        this.api = api;
        this.within200 = requireNonNull(within200, "within200 is null");
    }

    /** Returns the errors of the chat API and its like. */
    static OpenAiErrors chat() {
        return new OpenAiErrors(Api.CHAT, Optional.empty());
    }

    /** Returns the errors of the Responses API. */
    static OpenAiErrors responses() {
        return new OpenAiErrors(Api.RESPONSES, Optional.empty());
    }

    /** Returns the errors of the embeddings API. */
    static OpenAiErrors embeddings() {
        return new OpenAiErrors(Api.EMBEDDINGS, Optional.empty());
    }

    /** Returns these errors as a gateway passes them on, at times within a 200; no such body was seen. */
    OpenAiErrors behindGateway() {
        return new OpenAiErrors(api, Optional.of(OpenAiTable.ROWS.get(ErrorMode.SERVER_ERROR)));
    }

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        return switch (mode) {
            case CONTEXT_LENGTH -> Optional.of(tooLong(call));
            case RATE_LIMIT -> limited(OpenAiLimits.usedUp(wait.time()), call, wait);
            case OK_ERROR -> within200.map(row -> draft(row, call));
            case BAD_REQUEST ->
                Optional.of(draft(
                        api == Api.EMBEDDINGS ? OpenAiTable.NO_INPUT : OpenAiTable.ROWS.get(ErrorMode.BAD_REQUEST),
                        call));
            default -> Optional.ofNullable(OpenAiTable.ROWS.get(mode)).map(row -> draft(row, call));
        };
    }

    private Draft tooLong(Call call) {
        return switch (api) {
            case CHAT -> tooLong(128_250, 128_000, call);
            case RESPONSES -> draft(OpenAiTable.CONTEXT_WINDOW, call);
            case EMBEDDINGS -> tooLong(8_250, 8_192, call);
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        Row row = switch (api) {
            case CHAT -> OpenAiTable.TOO_LONG.withMessage(tooLong(tokens, window));
            // The real message has no figures, which here are the point.
            case RESPONSES ->
                OpenAiTable.CONTEXT_WINDOW.withMessage("Your input of " + tokens
                        + " tokens exceeds the context window of this model, which is " + window
                        + " tokens. Please adjust your input and try again.");
            case EMBEDDINGS ->
                OpenAiTable.NO_INPUT.withMessage("This model's maximum context length is " + window
                        + " tokens, however you requested " + tokens + " tokens (" + tokens
                        + " in your prompt; 0 for the completion). Please reduce your prompt; or completion length.");
        };
        return draft(row, call);
    }

    /** Returns the words for too many tokens of messages. */
    static String tooLong(long tokens, long window) {
        return "This model's maximum context length is " + window + " tokens. However, your messages resulted in "
                + tokens + " tokens. Please reduce the length of the messages.";
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        return Broken.of(standing).map(broken -> {
            boolean waits = wait.isTold() && !broken.isHopeless();
            List<Header> headers = new ArrayList<>();
            if (waits) {
                headers.addAll(wait.field());
                headers.addAll(wait.millis());
            }
            headers.addAll(OpenAiLimits.fields(standing, wait.isTold()));
            String type = broken.isOfTokens() ? "tokens" : "requests";
            return draft(
                    429,
                    OpenAiBody.of(
                            OpenAiLimits.words(broken, Row.model(call, MODEL), wait),
                            type,
                            null,
                            "rate_limit_exceeded"),
                    headers);
        });
    }

    @Override
    public List<Header> standing(Standing standing, Wait wait) {
        return OpenAiLimits.fields(standing, true);
    }

    @Override
    public Reply proxyError(int status, String message) {
        return Reply.json(status, OpenAiBody.ofProxy(status, message).toString());
    }

    @Override
    public Reply refusal(Refusal refusal) {
        boolean fault = refusal.kind() == Refusal.Kind.FAILED;
        ObjectNode body = OpenAiBody.of(refusal, fault ? "server_error" : OpenAiTable.INVALID);
        return draft(refusal.kind().status(), body, List.of()).reply();
    }

    @Override
    public List<Header> fields() {
        return List.of(
                new Header("openai-version", "2020-10-01"),
                new Header(
                        "openai-processing-ms",
                        Integer.toString(ThreadLocalRandom.current().nextInt(5, 60))),
                new Header("x-request-id", "req_" + Ids.hex(32)));
    }

    private Draft draft(Row row, Call call) {
        boolean named = row.message().contains("{param}");
        // The model last: its name may be anything, even what stands for something here.
        String message =
                row.withMessage(row.message().replace("{param}", api.param)).about(Row.model(call, MODEL));
        ObjectNode body = OpenAiBody.of(message, row.type(), named ? api.param : row.param(), row.code());
        if (row.type().startsWith("cf_")) {
            body.withObject("/error").put("code", row.status());
        }
        return draft(row.status(), body, List.of());
    }

    private Draft draft(int status, ObjectNode body, List<Header> more) {
        List<Header> headers = new ArrayList<>(fields());
        headers.addAll(more);
        return Draft.of(status, body, OpenAiBody.PLACES, headers);
    }
}
