package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.OverloadedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Anthropic's official SDK, which sends a request up to three times. */
class AnthropicSdkIT {

    private static final Duration TOLD_TO_WAIT = Duration.ofSeconds(2);

    /** A way to ask, each returning what the SDK gives back, in order. */
    enum Way {
        WHOLE(AnthropicSdkIT::whole, List.of(ProviderAnswers.TEXT)),
        STREAMED(
                AnthropicSdkIT::streamed,
                List.of(
                        "message_start",
                        "content_block_start",
                        "One",
                        " two",
                        " three.",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"));

        private final Function<AnthropicClient, List<String>> call;
        private final List<String> answer;

        Way(Function<AnthropicClient, List<String>> call, List<String> answer) {
            this.call = call;
            this.answer = answer;
        }

        List<String> ask(Bench bench) {
            AnthropicClient client = AnthropicOkHttpClient.builder()
                    .baseUrl(bench.at("").toString())
                    .apiKey("sk-ant-test")
                    .timeout(Lines.DEADLINE)
                    .build();
            try {
                return call.apply(client);
            } finally {
                client.close();
            }
        }
    }

    @Test
    void getsTheUpstreamsAnswerWholeAndInOrder() {
        try (Bench bench = Bench.of("anthropic")) {
            for (Way way : Way.values()) {
                assertThat(way.ask(bench)).as("%s", way).isEqualTo(way.answer);
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(1);
            }
            assertThat(bench.upstream().requests()).hasSameSizeAs(Way.values());
        }
    }

    @Test
    void takesContextLengthForABadRequestAndGivesUpAtOnce() {
        try (Bench bench = Bench.of("anthropic", "--mode", "c *")) {
            for (Way way : Way.values()) {
                assertThatThrownBy(() -> way.ask(bench))
                        .as("%s", way)
                        .isInstanceOf(BadRequestException.class)
                        .hasMessageContaining("prompt is too long: 200251 tokens > 200000 maximum");
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(1);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void comesBackTwiceAfterARateLimitAndNotBeforeItMay() {
        try (Bench bench = Bench.of("anthropic", "--mode", "r *")) {
            for (Way way : Way.values()) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> way.ask(bench))
                        .as("%s", way)
                        .isInstanceOf(RateLimitException.class)
                        .hasMessageContaining("This request would exceed your organization's rate limit of ");
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isGreaterThanOrEqualTo(TOLD_TO_WAIT.multipliedBy(2));
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(3);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void triesThreeTimesOnAnOverload() {
        try (Bench bench = Bench.of("anthropic", "--mode", "u *")) {
            for (Way way : Way.values()) {
                assertThatThrownBy(() -> way.ask(bench))
                        .as("%s", way)
                        .isInstanceOf(OverloadedException.class)
                        .hasMessageContaining("Overloaded");
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(3);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void ridesOutTwoOverloadsSoThatItsCallerSeesNone() {
        try (Bench bench = Bench.of("anthropic", "--mode", "u 2")) {
            assertThat(Way.STREAMED.ask(bench)).isEqualTo(Way.STREAMED.answer);

            assertThat(bench.upstream().requests()).hasSize(1);
            assertThat(bench.proxy().requestsInAll()).hasSize(3);
        }
    }

    private static MessageCreateParams params() {
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("Count.")
                .build();
    }

    private static List<String> whole(AnthropicClient client) {
        return client.messages().create(params()).content().stream()
                .map(block -> block.asText().text())
                .toList();
    }

    private static List<String> streamed(AnthropicClient client) {
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(params())) {
            return events.stream()
                    .map(event -> event.contentBlockDelta()
                            .map(block -> block.delta().asText().text())
                            .orElseGet(() -> typeOf(event)))
                    .toList();
        }
    }

    private static String typeOf(RawMessageStreamEvent event) {
        return event._json().orElseThrow().convert(JsonNode.class).get("type").asText();
    }
}
