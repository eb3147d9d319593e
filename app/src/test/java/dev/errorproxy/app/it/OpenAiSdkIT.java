package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** OpenAI's official SDK, which sends a request up to three times. */
class OpenAiSdkIT {

    private static final Duration TOLD_TO_WAIT = Duration.ofSeconds(2);

    /** A way to ask, each returning what the SDK gives back, in order. */
    enum Way {
        CHAT(OpenAiSdkIT::chat, "This model's maximum context length is ", List.of(ProviderAnswers.TEXT)),
        CHAT_STREAMED(
                OpenAiSdkIT::chatStreamed,
                "This model's maximum context length is ",
                List.of("", "One", " two", " three.", "stop")),
        RESPONSES(
                OpenAiSdkIT::responses,
                "Your input exceeds the context window of this model.",
                List.of(ProviderAnswers.TEXT)),
        RESPONSES_STREAMED(
                OpenAiSdkIT::responsesStreamed,
                "Your input exceeds the context window of this model.",
                List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "One",
                        " two",
                        " three.",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed"));

        private final Function<OpenAIClient, List<String>> call;
        private final String contextLengthMessage;
        private final List<String> answer;

        Way(Function<OpenAIClient, List<String>> call, String contextLengthMessage, List<String> answer) {
            this.call = call;
            this.contextLengthMessage = contextLengthMessage;
            this.answer = answer;
        }

        List<String> ask(Bench bench) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(bench.at("/v1").toString())
                    .apiKey("sk-proj-test")
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
        try (Bench bench = Bench.of("openai")) {
            for (Way way : Way.values()) {
                assertThat(way.ask(bench)).as("%s", way).isEqualTo(way.answer);
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(1);
            }
            assertThat(bench.upstream().requests()).hasSameSizeAs(Way.values());
        }
    }

    @Test
    void takesContextLengthForABadRequestAndGivesUpAtOnce() {
        try (Bench bench = Bench.of("openai", "--mode", "c *")) {
            for (Way way : Way.values()) {
                assertThatThrownBy(() -> way.ask(bench))
                        .as("%s", way)
                        .isInstanceOf(BadRequestException.class)
                        .hasMessageContaining(way.contextLengthMessage);
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(1);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void comesBackTwiceAfterARateLimitAndNotBeforeItMay() {
        try (Bench bench = Bench.of("openai", "--mode", "r *")) {
            for (Way way : Way.values()) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> way.ask(bench))
                        .as("%s", way)
                        .isInstanceOf(RateLimitException.class)
                        .hasMessageContaining("Rate limit reached for ")
                        .hasMessageContaining("Please try again in 2s.");
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isGreaterThanOrEqualTo(TOLD_TO_WAIT.multipliedBy(2));
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(3);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void triesThreeTimesOnAServerError() {
        try (Bench bench = Bench.of("openai", "--mode", "u *")) {
            for (Way way : Way.values()) {
                assertThatThrownBy(() -> way.ask(bench))
                        .as("%s", way)
                        .isInstanceOf(InternalServerException.class)
                        .hasMessageContaining("The server had an error while processing your request.");
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(3);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void ridesOutTwoRateLimitsSoThatItsCallerSeesNone() {
        try (Bench bench = Bench.of("openai", "--mode", "r 2")) {
            assertThat(Way.CHAT.ask(bench)).isEqualTo(Way.CHAT.answer);

            assertThat(bench.upstream().requests()).hasSize(1);
            assertThat(bench.proxy().requestsInAll()).hasSize(3);
        }
    }

    private static ChatCompletionCreateParams chatParams() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("Count.")
                .build();
    }

    private static List<String> chat(OpenAIClient client) {
        return client.chat().completions().create(chatParams()).choices().stream()
                .map(choice -> choice.message().content().orElseThrow())
                .toList();
    }

    private static List<String> chatStreamed(OpenAIClient client) {
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(chatParams())) {
            return chunks.stream()
                    .map(chunk -> chunk.choices().get(0))
                    .map(choice -> choice.delta()
                            .content()
                            .orElseGet(() -> choice.finishReason().orElseThrow().asString()))
                    .toList();
        }
    }

    private static ResponseCreateParams responseParams() {
        return ResponseCreateParams.builder().model("gpt-4o").input("Count.").build();
    }

    private static List<String> responses(OpenAIClient client) {
        return client.responses().create(responseParams()).output().stream()
                .flatMap(item -> item.asMessage().content().stream())
                .map(content -> content.asOutputText().text())
                .toList();
    }

    private static List<String> responsesStreamed(OpenAIClient client) {
        try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(responseParams())) {
            return events.stream()
                    .map(event ->
                            event.outputTextDelta().map(delta -> delta.delta()).orElseGet(() -> typeOf(event)))
                    .toList();
        }
    }

    private static String typeOf(ResponseStreamEvent event) {
        return event._json().orElseThrow().convert(JsonNode.class).get("type").asText();
    }
}
