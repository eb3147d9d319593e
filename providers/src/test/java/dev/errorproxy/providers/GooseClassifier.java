package dev.errorproxy.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How goose reads an error reply, by the rules of its {@code http_status.rs}: for a 400 it looks at the code and then at
 * the words, and only a context-length error makes it compact the conversation rather than retry.
 */
final class GooseClassifier {

    enum Verdict {
        CONTEXT_LENGTH_EXCEEDED,
        RATE_LIMIT_EXCEEDED,
        SERVER_ERROR,
        REQUEST_FAILED
    }

    private static final List<String> TELLING_ALONE = List.of(
            "context length",
            "context_length_exceeded",
            "context window",
            "context_window_exceeded",
            "context limit",
            "maximum context",
            "max context",
            "maximum prompt length",
            "max prompt length",
            "input is too long",
            "input too long",
            "prompt is too long",
            "prompt too long");
    private static final List<String> MEASURED = List.of(
            "input token",
            "input length",
            "prompt token",
            "prompt length",
            "message token",
            "messages token",
            "request token",
            "total token");
    private static final List<String> LIMIT = List.of(
            "model limit",
            "model's limit",
            "maximum allowed",
            "max allowed",
            "maximum number of tokens",
            "token limit",
            "tokens limit");
    private static final List<String> OVERFLOW = List.of("exceed", "too long", "too large", "over the limit");
    private static final List<String> SIZE = List.of(
            "request size",
            "request body size",
            "request payload size",
            "payload size",
            "body size",
            "payload too large");

    private GooseClassifier() {}

    static Verdict classify(Reply reply) throws IOException {
        int status = reply.status();
        if (status == 429) {
            return Verdict.RATE_LIMIT_EXCEEDED;
        }
        if (status >= 500) {
            return Verdict.SERVER_ERROR;
        }
        boolean tooLong = status == 413 || status == 400 && saysTooLong(new ObjectMapper().readTree(reply.body()));
        return tooLong ? Verdict.CONTEXT_LENGTH_EXCEEDED : Verdict.REQUEST_FAILED;
    }

    private static boolean saysTooLong(JsonNode body) {
        JsonNode error = body.path("error");
        if (error.path("code").asText().equalsIgnoreCase("context_length_exceeded")) {
            return true;
        }
        if (error.path("n_ctx").asDouble() > 0
                && error.path("n_prompt_tokens").asDouble()
                        > error.path("n_ctx").asDouble()) {
            return true;
        }
        JsonNode message = error.has("message") ? error.get("message") : body.path("message");
        return saysTooLong((message.isTextual() ? message.textValue() : body.toString()).toLowerCase(Locale.ROOT));
    }

    private static boolean saysTooLong(String text) {
        boolean shorten =
                text.contains("reduce the length") && containsAny(text, List.of("message", "input", "prompt"));
        boolean tooManyTokens = containsAny(text, MEASURED) && containsAny(text, LIMIT) && containsAny(text, OVERFLOW);
        boolean tooManyBytes = containsAny(text, SIZE) && containsAny(text, OVERFLOW);
        return containsAny(text, TELLING_ALONE) || shorten || tooManyTokens || tooManyBytes;
    }

    private static boolean containsAny(String text, List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }
}
