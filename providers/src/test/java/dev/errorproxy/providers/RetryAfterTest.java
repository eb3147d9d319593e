package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.RetryAfter.Form;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wait that the operator names is told wherever the provider tells one, and nowhere else. */
class RetryAfterTest {

    private static final String OPENAI = "/v1/chat/completions";
    private static final String GEMINI = "/v1beta/models/m:generateContent";

    @Test
    void tellsOpenAisWaitInMessageAndBothHeaders() {
        Reply reply = rateLimit("openai", OPENAI, Form.SECONDS, "PT20.5S");

        assertThat(reply.body()).contains("Requested 10250. Please try again in 20.5s. Visit");
        assertThat(fields(reply))
                .containsEntry("retry-after", "21")
                .containsEntry("retry-after-ms", "20500")
                .containsEntry("x-ratelimit-reset-tokens", "1m0s");
    }

    @Test
    void resetsOpenAisTokensNoEarlierThanTheWaitEnds() {
        Reply reply = rateLimit("openai", OPENAI, Form.SECONDS, "PT6M");

        assertThat(reply.body()).contains("Requested 30000. Please try again in 6m0s.");
        assertThat(fields(reply)).containsEntry("x-ratelimit-reset-tokens", "6m0s");
    }

    @Test
    void bearsAWaitThatNobodyWillLiveToSee() {
        Reply reply = rateLimit("openai", OPENAI, Form.SECONDS, "PT1000000000H");

        assertThat(reply.body()).contains("Requested 30000. Please try again in 1000000000h0m0s.");
        assertThat(fields(reply)).containsEntry("retry-after", "3600000000000");
    }

    @Test
    void tellsADateWithoutMillisecondsThatWouldOverruleIt() {
        Reply reply = rateLimit("openai", OPENAI, Form.DATE, "PT20S");

        assertThat(fields(reply))
                .containsEntry("retry-after", "Mon, 23 Nov 2026 12:00:20 GMT")
                .doesNotContainKey("retry-after-ms");
        assertThat(reply.body()).contains("Please try again in 20s.");
    }

    @Test
    void writesADateInTwoDigits() {
        Reply reply = rateLimit("anthropic", "/v1/messages", Form.DATE, "PT240H");

        assertThat(fields(reply))
                .containsEntry("retry-after", "Thu, 03 Dec 2026 12:00:00 GMT")
                .containsEntry("anthropic-ratelimit-input-tokens-reset", "2026-12-03T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/chat/completions",
        "openai, /v1/responses",
        "anthropic, /v1/messages",
        "google, /v1beta/models/m:generateContent",
        "google, /v1beta/openai/chat/completions",
        "openrouter, /api/v1/chat/completions",
        "openrouter, /api/v1/messages",
        "tetrate, /v1/chat/completions",
        "databricks, /serving-endpoints/m/invocations"
    })
    void tellsNoWaitAnywhere(String provider, String path) {
        for (ErrorMode mode : ErrorMode.values()) {
            Dated.provider(provider)
                    .error(mode, Calls.post(path), Wording.USUAL.withRetryAfter(RetryAfter.NONE))
                    .ifPresent(reply -> {
                        assertThat(fields(reply).keySet()).noneMatch(name -> name.matches("retry-after.*|.*reset.*"));
                        assertThat(reply.body())
                                .doesNotContainPattern("(?i)retryinfo|retry in|try again in \\d|reset|regain access");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "google, /v1beta/models/m:generateContent, RATE_LIMIT",
        "google, /v1beta/models/m:generateContent, QUOTA",
        "google, /v1beta/models/m:generateContent, OVERLOADED",
        "openai, /v1/chat/completions, OVERLOADED",
        "openai, /v1/chat/completions, QUOTA",
        "anthropic, /v1/messages, QUOTA",
        "openrouter, /api/v1/chat/completions, BILLING",
        "openrouter, /api/v1/chat/completions, OK_ERROR",
        "databricks, /serving-endpoints/m/invocations, UNAVAILABLE"
    })
    void addsTheHeaderEvenWhereTheProviderSendsNone(String provider, String path, ErrorMode mode) {
        assertThat(fields(reply(provider, path, mode, Form.SECONDS, "PT7S"))).containsEntry("retry-after", "7");
        assertThat(fields(reply(provider, path, mode, Form.DATE, "PT7S")))
                .containsEntry("retry-after", "Mon, 23 Nov 2026 12:00:07 GMT");
        assertThat(fields(Dated.provider(provider).error(mode, Calls.post(path)).orElseThrow()))
                .doesNotContainKey("retry-after");
    }

    @Test
    void tellsGooglesWaitInMessageAndDetails() {
        Reply reply = rateLimit("google", GEMINI, Form.USUAL, "PT26.1S");

        assertThat(reply.body()).contains("Please retry in 26.1s.\"", "\"retryDelay\":\"26.1s\"");
        assertThat(fields(reply)).doesNotContainKey("retry-after");
    }

    @Test
    void letsADaysQuotaEndWhenTheOperatorSaysSo() {
        Reply google = reply("google", GEMINI, ErrorMode.QUOTA, Form.SECONDS, "PT30S");
        Reply openRouter = reply("openrouter", "/api/v1/chat/completions", ErrorMode.QUOTA, Form.SECONDS, "PT30S");
        Reply anthropic = reply("anthropic", "/v1/messages", ErrorMode.QUOTA, Form.SECONDS, "PT5M");

        assertThat(google.body()).contains("Please retry in 30s.", "\"retryDelay\":\"30s\"");
        assertThat(openRouter.body()).contains("\"X-RateLimit-Reset\":\"1795435230000\"");
        assertThat(fields(openRouter)).containsEntry("x-ratelimit-reset", "1795435230000");
        assertThat(anthropic.body()).contains("You will regain access on 2026-11-23 at 12:05 UTC.");
    }

    private static Reply rateLimit(String provider, String path, Form form, String time) {
        return reply(provider, path, ErrorMode.RATE_LIMIT, form, time);
    }

    private static Reply reply(String provider, String path, ErrorMode mode, Form form, String time) {
        RetryAfter wait = new RetryAfter(form, Duration.parse(time));
        return Dated.provider(provider)
                .error(mode, Calls.post(path), Wording.USUAL.withRetryAfter(wait))
                .orElseThrow();
    }

    private static Map<String, String> fields(Reply reply) {
        return reply.headers().stream()
                .collect(Collectors.toMap(header -> header.name().toLowerCase(Locale.ROOT), Header::value));
    }
}
