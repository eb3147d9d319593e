package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Allowance;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.Standing.Limited;
import dev.errorproxy.domain.provider.TokenCount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** True figures: how a client stands, what it has broken, and how long its prompt is. */
class LimitsTest {

    private static final Allowance REQUESTS = new Allowance(10, 3, Duration.ofSeconds(42));
    private static final Allowance TOKENS = new Allowance(30_000, 1_422, Duration.ofMillis(57_156));

    private static final Standing PASSES = standing(0, null, Duration.ZERO);
    private static final Standing TOO_MANY_TOKENS = standing(4_439, Limited.TOKENS, Duration.ofNanos(6_033_100_000L));
    private static final Standing TOO_MANY_REQUESTS = new Standing(
            Optional.of(new Allowance(10, 0, Duration.ofMinutes(1))),
            Optional.empty(),
            0,
            Optional.of(Limited.REQUESTS),
            Duration.ofMillis(120));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | /v1/chat/completions | x-ratelimit-limit-requests: 10, x-ratelimit-limit-tokens: 30000,"
                        + " x-ratelimit-remaining-requests: 3, x-ratelimit-remaining-tokens: 1422,"
                        + " x-ratelimit-reset-requests: 42s, x-ratelimit-reset-tokens: 57.156s",
                "tetrate | /v1/chat/completions | x-ratelimit-limit-requests: 10, x-ratelimit-limit-tokens: 30000,"
                        + " x-ratelimit-remaining-requests: 3, x-ratelimit-remaining-tokens: 1422,"
                        + " x-ratelimit-reset-requests: 42s, x-ratelimit-reset-tokens: 57.156s",
                "anthropic | /v1/messages | anthropic-ratelimit-requests-limit: 10,"
                        + " anthropic-ratelimit-requests-remaining: 3,"
                        + " anthropic-ratelimit-requests-reset: 2026-11-23T12:00:42Z,"
                        + " anthropic-ratelimit-tokens-limit: 30000, anthropic-ratelimit-tokens-remaining: 1422,"
                        + " anthropic-ratelimit-tokens-reset: 2026-11-23T12:00:58Z,"
                        + " anthropic-ratelimit-input-tokens-limit: 30000,"
                        + " anthropic-ratelimit-input-tokens-remaining: 1422,"
                        + " anthropic-ratelimit-input-tokens-reset: 2026-11-23T12:00:58Z",
                "openrouter | /api/v1/chat/completions | X-RateLimit-Limit: 10, X-RateLimit-Remaining: 3,"
                        + " X-RateLimit-Reset: 1795435242000",
                "google | /v1beta/models/m:generateContent | ''",
                "databricks | /serving-endpoints/m/invocations | ''"
            })
    void tellsHowAClientStands(String provider, String path, String fields) {
        assertThat(shown(Dated.provider(provider).standing(PASSES, Calls.post(path))))
                .isEqualTo(fields);
    }

    @Test
    void tellsOnlyWhatIsLimited() {
        assertThat(shown(new OpenAi().standing(TOO_MANY_REQUESTS, Calls.post("/v1/responses"))))
                .isEqualTo("x-ratelimit-limit-requests: 10, x-ratelimit-remaining-requests: 0,"
                        + " x-ratelimit-reset-requests: 1m0s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | /v1/chat/completions | Rate limit reached for asked-for in organization"
                        + " org-7Hq2mXvT9cKpLw3ZnRb5YdFa on tokens per min (TPM): Limit 30000, Used 28578, Requested"
                        + " 4439. Please try again in 6.034s. Visit | Retry-After: 7, retry-after-ms: 6034,"
                        + " x-ratelimit-limit-requests: 10",
                "anthropic | /v1/messages | exceed your organization's rate limit of 30,000 input tokens per minute (org:"
                        + " 5b1e9c2a-7d43-4f86-9a0e-c3d8274b61f5, model: asked-for). | retry-after: 7, x-should-retry:"
                        + " true, anthropic-ratelimit-requests-limit: 10",
                "google | /v1beta/models/asked-for:generateContent | limit: 30000, model: asked-for\\nPlease retry in"
                        + " 6.034s."
                        + " | Server: ESF",
                "openrouter | /api/v1/chat/completions | Rate limit exceeded: limit of 30000 tokens per minute, 28578"
                        + " used, 4439 requested. | Retry-After: 7, X-RateLimit-Limit: 30000, X-RateLimit-Remaining:"
                        + " 1422, X-RateLimit-Reset:",
                "openrouter | /api/v1/messages | Rate limit exceeded: limit of 30000 tokens per minute, 28578 used, 4439"
                        + " requested. | Retry-After: 7, X-RateLimit-Limit: 30000",
                "tetrate | /v1/chat/completions | Rate limit exceeded: Limit 30000, Used 28578, Requested 4439 tokens per"
                        + " minute. Please try again in 6.034s. | Retry-After: 7, x-ratelimit-limit-requests: 10",
                "databricks | /serving-endpoints/asked-for/invocations | Exceeded workspace input tokens per minute rate"
                        + " limit of 30000 for asked-for. | Retry-After: 7"
            })
    void limitsTokensWithTheTrueFigures(String provider, String path, String words, String fields) {
        Reply reply =
                Dated.provider(provider).limited(TOO_MANY_TOKENS, asked(path)).orElseThrow();

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.body()).contains(words);
        assertThat(shown(reply.headers())).contains(fields);
    }

    @Test
    void namesGooglesQuotaByWhatIsBroken() {
        Call call = asked("/v1beta/models/m:generateContent");
        String tokens =
                new Google().limited(TOO_MANY_TOKENS, call).orElseThrow().body();
        String requests =
                new Google().limited(TOO_MANY_REQUESTS, call).orElseThrow().body();

        assertThat(tokens)
                .contains("\"quotaId\":\"GenerateContentInputTokensPerModelPerMinute-FreeTier\"")
                .contains("\"quotaValue\":\"30000\"", "\"retryDelay\":\"6.034s\"");
        assertThat(requests)
                .contains("\"quotaId\":\"GenerateRequestsPerMinutePerProjectPerModel-FreeTier\"")
                .contains("\"quotaValue\":\"10\"", "\"retryDelay\":\"0.12s\"", "Please retry in 120ms.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | /v1/responses | on requests per min (RPM): Limit 10, Used 10, Requested 1. Please try again in"
                        + " 120ms.",
                "openai | /v1/responses | \"type\":\"requests\"",
                "anthropic | /v1/messages | rate limit of 10 requests per minute",
                "openrouter | /api/v1/chat/completions | limit of 10 requests per minute, 10 used, 1 requested.",
                "tetrate | /v1/chat/completions | Limit 10, Used 10, Requested 1 requests per minute.",
                "databricks | /serving-endpoints/m/invocations | queries per minute rate limit of 10 for m."
            })
    void limitsRequestsWithTheTrueFigures(String provider, String path, String words) {
        Reply reply = Dated.provider(provider)
                .limited(TOO_MANY_REQUESTS, Calls.post(path))
                .orElseThrow();

        assertThat(reply.body()).contains(words);
        assertThat(shown(reply.headers()).toLowerCase(Locale.ROOT)).contains("retry-after: 1");
    }

    @Test
    void tellsNobodyToWaitForMoreThanThereEverIs() {
        Standing hopeless = standing(30_001, Limited.TOKENS, Duration.ofMinutes(1));
        Reply reply =
                new OpenAi().limited(hopeless, asked("/v1/chat/completions")).orElseThrow();

        assertThat(reply.body())
                .contains("Request too large for asked-for in organization", "Limit 30000, Requested 30001. The input")
                .doesNotContain("try again");
        assertThat(shown(reply.headers())).doesNotContainIgnoringCase("retry-after");
    }

    @Test
    void limitsWithTheUsualFiguresWhereTheStandingDoesNotSayWhatIsBroken() {
        Standing vague = new Standing(Optional.empty(), Optional.empty(), 0, Optional.empty(), Duration.ofSeconds(4));

        for (Provider provider : Calls.providers()) {
            assertThat(provider.limited(vague, Calls.post("/v1/x"))
                            .orElseThrow()
                            .status())
                    .isEqualTo(429);
        }
        assertThat(new OpenAi()
                        .limited(vague, Calls.post("/v1/responses"))
                        .orElseThrow()
                        .body())
                .contains("Please try again in 4s.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | /v1/chat/completions | This model's maximum context length is 8192 tokens. However, your"
                        + " messages resulted in 9001 tokens. Please reduce the length of the messages.",
                "openai | /v1/responses | Your input of 9001 tokens exceeds the context window of this model, which is"
                        + " 8192 tokens.",
                "anthropic | /v1/messages | prompt is too long: 9001 tokens > 8192 maximum",
                "google | /v1beta/models/m:generateContent | The input token count (9001) exceeds the maximum number of"
                        + " tokens allowed (8192).",
                "openrouter | /api/v1/chat/completions | maximum context length is 8192 tokens. However, you requested"
                        + " about 9001 tokens (9001 of text input).",
                "openrouter | /api/v1/messages | prompt is too long: 9001 tokens > 8192 maximum",
                "tetrate | /v1/chat/completions | However, your messages resulted in 9001 tokens.",
                "databricks | /serving-endpoints/m/invocations | Input token count 9001 exceeds the maximum allowed of"
                        + " 8192"
            })
    void saysHowLongAPromptIsAndMayBe(String provider, String path, String words) throws IOException {
        Reply reply = Dated.provider(provider)
                .tooLong(new TokenCount(9001, "o200k_base"), 8192, Calls.post(path))
                .orElseThrow();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains(words);
        assertThat(GooseClassifier.classify(reply)).isEqualTo(GooseClassifier.Verdict.CONTEXT_LENGTH_EXCEEDED);
    }

    private static Call asked(String path) {
        return Calls.post(path).withInference(new Inference(Optional.of("asked-for"), false));
    }

    private static Standing standing(long requested, Limited exceeded, Duration shortfall) {
        return new Standing(
                Optional.of(REQUESTS), Optional.of(TOKENS), requested, Optional.ofNullable(exceeded), shortfall);
    }

    private static String shown(List<Header> fields) {
        return fields.stream().map(field -> field.name() + ": " + field.value()).collect(Collectors.joining(", "));
    }
}
