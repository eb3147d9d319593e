package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyHeadersTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK_ERROR")
    void marksEveryOpenAiAnswer(ErrorMode mode) {
        Reply reply = new OpenAi().error(mode, Calls.post("/v1/responses")).orElseThrow();

        assertThat(value(reply, "x-request-id")).matches("req_[0-9a-f]{32}");
        assertThat(value(reply, "openai-version")).isEqualTo("2020-10-01");
        assertThat(value(reply, "openai-processing-ms")).matches("\\d+");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TOO_LARGE", "REFUSAL", "OK_ERROR"})
    void repeatsAnthropicsRequestIdInTheBody(ErrorMode mode) throws IOException {
        Reply reply = new Anthropic().error(mode, Calls.post("/v1/messages")).orElseThrow();

        assertThat(value(reply, "request-id")).matches("req_011C[1-9A-HJ-NP-Za-km-z]{20}");
        assertThat(field(reply, "request_id")).isEqualTo(value(reply, "request-id"));
    }

    @Test
    void namesTheFieldThatAnthropicsKeyCameIn() {
        assertThat(anthropicAuth(null)).contains("Invalid authentication credentials");
        assertThat(anthropicAuth("x-api-key: k")).contains("invalid x-api-key");
    }

    private static String anthropicAuth(String field) {
        return new Anthropic()
                .error(ErrorMode.AUTH, Calls.call("POST /v1/messages", field))
                .orElseThrow()
                .body();
    }

    @Test
    void asksForARetryWhenAnthropicIsOverloaded() {
        Reply reply = new Anthropic()
                .error(ErrorMode.SERVER_ERROR, Calls.post("/v1/messages"))
                .orElseThrow();

        assertThat(value(reply, "x-should-retry")).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REFUSAL", "CONTENT_FILTER"})
    void namesOpenRoutersGenerationInHeaderAndMessagesBody(ErrorMode mode) throws IOException {
        OpenRouter openRouter = new OpenRouter(Clock.fixed(Instant.ofEpochSecond(1_795_435_200), ZoneOffset.UTC));
        Reply chat =
                openRouter.error(mode, Calls.post("/api/v1/chat/completions")).orElseThrow();
        Reply messages = openRouter.error(mode, Calls.post("/api/v1/messages")).orElseThrow();

        assertThat(value(chat, "X-Generation-Id")).matches("gen-1795435200-\\w{20}");
        assertThat(field(messages, "request_id")).isEqualTo(value(messages, "X-Generation-Id"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK_ERROR")
    void answersAsGooglesFrontEndDoes(ErrorMode mode) {
        Reply reply = new Google()
                .error(mode, Calls.post("/v1beta/models/m:generateContent"))
                .orElseThrow();

        assertThat(reply.headers())
                .containsExactly(
                        new Header("Content-Type", "application/json; charset=UTF-8"), new Header("Server", "ESF"));
    }

    private static String value(Reply reply, String name) {
        return reply.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    private static String field(Reply reply, String name) throws IOException {
        return new ObjectMapper().readTree(reply.body()).get(name).textValue();
    }
}
