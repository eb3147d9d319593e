package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.providers.simulation.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tetrate's errors, of which the one within a 200 has a number for its code, as goose reads it. */
final class TetrateErrors implements Errors {

    private static final String MODEL = "gpt-4o";

    @Override
    public Optional<Draft> error(ErrorMode mode, Call call, Wait wait) {
        return switch (mode) {
            case CONTEXT_LENGTH -> Optional.of(tooLong(128_250, 128_000, call));
            case RATE_LIMIT -> Optional.of(limited("Rate limit exceeded.", wait, List.of()));
            case OK_ERROR -> Optional.of(within200(TetrateTable.ROWS.get(mode)));
            default -> Optional.ofNullable(TetrateTable.ROWS.get(mode)).map(row -> draft(row, call));
        };
    }

    @Override
    public Draft tooLong(long tokens, long window, Call call) {
        return draft(OpenAiTable.TOO_LONG.withMessage(OpenAiErrors.tooLong(tokens, window)), call);
    }

    @Override
    public Optional<Draft> limited(Standing standing, Call call, Wait wait) {
        return Broken.of(standing).map(broken -> {
            String message = "Rate limit exceeded: Limit " + broken.limit() + ", Used " + broken.used() + ", Requested "
                    + broken.requested() + (broken.isOfTokens() ? " tokens" : " requests") + " per minute.";
            return limited(message, wait, OpenAiLimits.fields(standing, wait.isTold()));
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
        String type = fault ? "internal_server_error" : OpenAiTable.INVALID;
        return Reply.json(refusal.kind().status(), OpenAiBody.of(refusal, type).toString());
    }

    @Override
    public List<Header> fields() {
        return List.of();
    }

    private static Draft limited(String message, Wait wait, List<Header> more) {
        String words = message + wait.phrase(" Please try again in ", ".");
        List<Header> headers = new ArrayList<>(wait.field());
        headers.addAll(more);
        ObjectNode body = OpenAiBody.of(words, "rate_limit_error", null, "rate_limit_exceeded");
        return Draft.of(429, body, OpenAiBody.PLACES, headers);
    }

    private static Draft within200(Row row) {
        ObjectNode body = OpenAiBody.of(row.message(), row.type(), row.param(), row.code());
        body.withObject("/error").put("code", row.status());
        return Draft.of(row.status(), body, OpenAiBody.PLACES, List.of());
    }

    private static Draft draft(Row row, Call call) {
        String message = row.about(Row.model(call, MODEL));
        ObjectNode body = OpenAiBody.of(message, row.type(), row.param(), row.code());
        return Draft.of(row.status(), body, OpenAiBody.PLACES, List.of());
    }
}
