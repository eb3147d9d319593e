package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rate limit says in several places when to come back; they must agree. */
class WaitTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"openai, /v1/chat/completions", "openai, /v1/responses", "databricks, /ai-gateway/openai/v1/responses"})
    void wordsARateLimitWithTheSameSecondsInMessageAndHeader(String provider, String path) throws IOException {
        Reply reply = rateLimit(Calls.provider(provider), path);
        Map<String, String> headers = headers(reply);
        String message = json(reply).at("/error/message").textValue();
        Matcher figures = Pattern.compile(
                        "Limit (\\d+), Used (\\d+), Requested (\\d+)\\. Please try again in (\\d+)s\\.")
                .matcher(message);
        assertThat(figures.find()).isTrue();
        int limit = Integer.parseInt(figures.group(1));
        int used = Integer.parseInt(figures.group(2));
        int requested = Integer.parseInt(figures.group(3));
        int seconds = Integer.parseInt(figures.group(4));

        assertThat((used + requested - limit) * 60 / limit).isEqualTo(seconds);
        assertThat(headers)
                .containsEntry("retry-after", Integer.toString(seconds))
                .containsEntry("retry-after-ms", seconds + "000")
                .containsEntry("x-ratelimit-limit-tokens", Integer.toString(limit))
                .containsEntry("x-ratelimit-remaining-tokens", Integer.toString(limit - used))
                .containsEntry("x-ratelimit-reset-tokens", "1m0s")
                .containsEntry("x-ratelimit-limit-requests", "500")
                .containsEntry("x-ratelimit-remaining-requests", "499")
                .containsEntry("x-ratelimit-reset-requests", "120ms");
    }

    @Test
    void resetsAnthropicsExhaustedLimitWhenTheWaitIsOver() throws IOException {
        Reply reply = rateLimit(new Anthropic(Clock.fixed(NOON, ZoneOffset.UTC)), "/v1/messages");

        assertThat(headers(reply))
                .containsEntry("retry-after", "2")
                .containsEntry("x-should-retry", "true")
                .containsEntry("anthropic-ratelimit-requests-limit", "50")
                .containsEntry("anthropic-ratelimit-requests-remaining", "49")
                .containsEntry("anthropic-ratelimit-requests-reset", "2026-11-23T12:00:02Z")
                .containsEntry("anthropic-ratelimit-tokens-limit", "38000")
                .containsEntry("anthropic-ratelimit-tokens-remaining", "8000")
                .containsEntry("anthropic-ratelimit-tokens-reset", "2026-11-23T12:00:02Z")
                .containsEntry("anthropic-ratelimit-input-tokens-limit", "30000")
                .containsEntry("anthropic-ratelimit-input-tokens-remaining", "0")
                .containsEntry("anthropic-ratelimit-input-tokens-reset", "2026-11-23T12:00:02Z")
                .containsEntry("anthropic-ratelimit-output-tokens-limit", "8000")
                .containsEntry("anthropic-ratelimit-output-tokens-remaining", "8000")
                .containsEntry("anthropic-ratelimit-output-tokens-reset", "2026-11-23T12:00:00Z");
        assertThat(json(reply).at("/error/message").textValue())
                .contains("30,000 input tokens per minute")
                .doesNotContainPattern("\\d+ ?s(econds)?\\b");
    }

    @ParameterizedTest
    @CsvSource({"0, 12:00:02", "1, 12:00:03", "999999999, 12:00:03"})
    void neverCallsAnthropicsClientsBackTooEarly(int nanos, String reset) {
        Clock clock = Clock.fixed(NOON.plusNanos(nanos), ZoneOffset.UTC);
        Reply reply = rateLimit(new Databricks(clock), "/ai-gateway/anthropic/v1/messages");

        assertThat(headers(reply)).containsEntry("anthropic-ratelimit-input-tokens-reset", "2026-11-23T" + reset + "Z");
    }

    @Test
    void tellsGooglesWaitInTheBodyAlone() throws IOException {
        Reply reply = rateLimit(new Google(), "/v1beta/models/gemini-2.5-flash:generateContent");

        assertThat(json(reply).at("/error/message").textValue()).endsWith("\nPlease retry in 2s.");
        assertThat(json(reply).at("/error/details/2/retryDelay").textValue()).isEqualTo("2s");
        assertThat(headers(reply)).doesNotContainKeys("retry-after", "x-request-id");
    }

    @ParameterizedTest
    @CsvSource({
        "openrouter, /api/v1/chat/completions",
        "openrouter, /api/v1/messages",
        "tetrate, /v1/chat/completions",
        "databricks, /serving-endpoints/m/invocations"
    })
    void tellsTheWaitOfTheOthersInRetryAfter(String provider, String path) {
        assertThat(headers(rateLimit(Calls.provider(provider), path))).containsEntry("retry-after", "2");
    }

    @Test
    void tellsAWaitOnlyWithARateLimit() {
        for (Provider provider : Calls.providers()) {
            for (ErrorMode mode : List.of(ErrorMode.CONTEXT_LENGTH, ErrorMode.SERVER_ERROR)) {
                Reply reply = provider.error(mode, Calls.post("/v1/x")).orElseThrow();
                assertThat(headers(reply)).doesNotContainKeys("retry-after", "retry-after-ms");
            }
        }
    }

    private static Reply rateLimit(Provider provider, String path) {
        return provider.error(ErrorMode.RATE_LIMIT, Calls.post(path)).orElseThrow();
    }

    private static Map<String, String> headers(Reply reply) {
        return reply.headers().stream()
                .collect(Collectors.toMap(header -> header.name().toLowerCase(Locale.ROOT), Header::value));
    }

    private static JsonNode json(Reply reply) throws IOException {
        return new ObjectMapper().readTree(reply.body());
    }
}
