package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Google's official SDK, which sends a request up to five times and takes no advice on when to come back. */
class GoogleSdkIT {

    private static final String MODEL = "gemini-2.5-flash";

    /** As often as by default, but without the default waits, which add up to anything between none and a minute. */
    private static final HttpRetryOptions HASTY = HttpRetryOptions.builder()
            .initialDelay(0.05)
            .maxDelay(0.1)
            .jitter(0.0)
            .build();

    /** A way to ask, each returning what the SDK gives back, in order. */
    enum Way {
        WHOLE(GoogleSdkIT::whole, List.of(ProviderAnswers.TEXT)),
        STREAMED(GoogleSdkIT::streamed, ProviderAnswers.PIECES);

        private final Function<Client, List<String>> call;
        private final List<String> answer;

        Way(Function<Client, List<String>> call, List<String> answer) {
            this.call = call;
            this.answer = answer;
        }

        List<String> ask(Bench bench) {
            HttpOptions options = HttpOptions.builder()
                    .baseUrl(bench.at("").toString())
                    .timeout((int) Lines.DEADLINE.toMillis())
                    .retryOptions(HASTY)
                    .build();
            try (Client client = Client.builder()
                    .apiKey("AIza-test")
                    .vertexAI(false)
                    .httpOptions(options)
                    .build()) {
                return call.apply(client);
            }
        }
    }

    @Test
    void getsTheUpstreamsAnswerWholeAndInOrder() {
        try (Bench bench = Bench.of("google")) {
            for (Way way : Way.values()) {
                assertThat(way.ask(bench)).as("%s", way).isEqualTo(way.answer);
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(1);
            }
            assertThat(bench.upstream().requests()).hasSameSizeAs(Way.values());
        }
    }

    @Test
    void takesContextLengthForTheClientsFaultAndGivesUpAtOnce() {
        try (Bench bench = Bench.of("google", "--mode", "c *")) {
            for (Way way : Way.values()) {
                ClientException error = catchThrowableOfType(ClientException.class, () -> way.ask(bench));

                assertThat(error)
                        .as("%s", way)
                        .hasMessageContaining("The input token count (1200293) exceeds the maximum number");
                assertThat(error.code()).isEqualTo(400);
                assertThat(error.status()).isEqualTo("INVALID_ARGUMENT");
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(1);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void triesFiveTimesOnARateLimit() {
        try (Bench bench = Bench.of("google", "--mode", "r *")) {
            for (Way way : Way.values()) {
                ClientException error = catchThrowableOfType(ClientException.class, () -> way.ask(bench));

                assertThat(error)
                        .as("%s", way)
                        .hasMessageContaining("You exceeded your current quota")
                        .hasMessageContaining("model: " + MODEL)
                        .hasMessageContaining("Please retry in 2s.");
                assertThat(error.code()).isEqualTo(429);
                assertThat(error.status()).isEqualTo("RESOURCE_EXHAUSTED");
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(5);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void triesFiveTimesOnAnOverload() {
        try (Bench bench = Bench.of("google", "--mode", "u *")) {
            for (Way way : Way.values()) {
                ServerException error = catchThrowableOfType(ServerException.class, () -> way.ask(bench));

                assertThat(error)
                        .as("%s", way)
                        .hasMessageContaining("The model is overloaded. Please try again later.");
                assertThat(error.code()).isEqualTo(503);
                assertThat(error.status()).isEqualTo("UNAVAILABLE");
                assertThat(bench.requestsSinceLastAsked()).as("%s", way).isEqualTo(5);
            }
            assertThat(bench.upstream().requests()).isEmpty();
        }
    }

    @Test
    void ridesOutFourOverloadsSoThatItsCallerSeesNone() {
        try (Bench bench = Bench.of("google", "--mode", "u 4")) {
            assertThat(Way.STREAMED.ask(bench)).isEqualTo(Way.STREAMED.answer);

            assertThat(bench.upstream().requests()).hasSize(1);
            assertThat(bench.proxy().requestsInAll()).hasSize(5);
        }
    }

    private static List<String> whole(Client client) {
        return List.of(client.models
                .generateContent(
                        MODEL, "Count.", GenerateContentConfig.builder().build())
                .text());
    }

    private static List<String> streamed(Client client) {
        List<String> pieces = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> answers = client.models.generateContentStream(
                MODEL, "Count.", GenerateContentConfig.builder().build())) {
            answers.forEach(answer -> pieces.add(answer.text()));
        }
        return pieces;
    }
}
