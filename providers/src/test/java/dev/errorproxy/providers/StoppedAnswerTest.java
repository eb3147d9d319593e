package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.Wording;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals, filters and errors within a 200, asked for as streams: each as its API streams, to its own end. */
class StoppedAnswerTest {

    private static final Header EVENTS = new Header("Content-Type", "text/event-stream; charset=utf-8");

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/chat/completions",
        "google, /v1beta/openai/chat/completions",
        "openrouter, /api/v1/chat/completions",
        "tetrate, /v1/chat/completions",
        "databricks, /serving-endpoints/e/invocations",
        "databricks, /ai-gateway/mlflow/v1/chat/completions"
    })
    void streamsAChatsRefusalAndFilterUntilDone(String provider, String path) {
        Reply refusal = stream(provider, path, ErrorMode.REFUSAL);
        Reply filter = stream(provider, path, ErrorMode.CONTENT_FILTER);

        assertThat(List.of(refusal, filter)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().get(0)).isEqualTo(EVENTS);
            assertThat(reply.body()).endsWith("\n\ndata: [DONE]\n\n");
        });
        assertThat(joined(refusal, "/choices/0/delta/refusal"))
                .isEqualTo("I'm sorry, but I can't assist with that request.");
        assertThat(joined(refusal, "/choices/0/delta/content")).isEmpty();
        assertThat(joined(refusal, "/choices/0/finish_reason")).startsWith("stop");
        assertThat(joined(filter, "/choices/0/delta/content")).isEqualTo("Here is");
        assertThat(joined(filter, "/choices/0/finish_reason")).startsWith("content_filter");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/responses",
        "openrouter, /api/v1/responses",
        "databricks, /serving-endpoints/responses",
        "databricks, /ai-gateway/openai/v1/responses"
    })
    void streamsAResponsesRefusalAndFilter(String provider, String path) {
        List<JsonNode> refusal =
                Frames.events(stream(provider, path, ErrorMode.REFUSAL).body());
        List<JsonNode> filter =
                Frames.events(stream(provider, path, ErrorMode.CONTENT_FILTER).body());

        assertThat(refusal)
                .extracting(event -> event.get("type").asText())
                .contains("response.refusal.delta", "response.refusal.done")
                .doesNotContain("response.output_text.delta")
                .endsWith("response.completed");
        assertThat(last(refusal).at("/response/output/0/content/0/type").asText())
                .isEqualTo("refusal");
        assertThat(last(filter).get("type").asText()).isEqualTo("response.incomplete");
        assertThat(last(filter).at("/response/incomplete_details/reason").asText())
                .isEqualTo("content_filter");
        for (int i = 0; i < refusal.size(); i++) {
            assertThat(refusal.get(i).get("sequence_number").asInt()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, /v1/messages",
        "openrouter, /api/v1/messages",
        "databricks, /ai-gateway/anthropic/v1/messages"
    })
    void streamsAMessagesRefusalWithItsDetails(String provider, String path) {
        List<JsonNode> events = Frames.events(
                stream(provider, path, ErrorMode.REFUSAL, "Because.", null).body());
        JsonNode delta = events.get(events.size() - 2);

        assertThat(delta.get("type").asText()).isEqualTo("message_delta");
        assertThat(delta.at("/delta/stop_reason").asText()).isEqualTo("refusal");
        assertThat(delta.at("/delta/stop_details/explanation").asText()).isEqualTo("Because.");
        assertThat(last(events).get("type").asText()).isEqualTo("message_stop");
    }

    @Test
    void streamsGeminisBlockAndFilterInTheFramingAskedFor() {
        String path = "/v1beta/models/m:streamGenerateContent";
        Reply events = stream("google", path + "?alt=sse", ErrorMode.CONTENT_FILTER);
        Reply array = stream("google", path, ErrorMode.CONTENT_FILTER);
        Reply blocked = stream("google", path + "?alt=sse", ErrorMode.REFUSAL);

        assertThat(events.headers().get(0)).isEqualTo(EVENTS);
        assertThat(last(Frames.events(events.body()))
                        .at("/candidates/0/finishReason")
                        .asText())
                .isEqualTo("SAFETY");
        assertThat(array.headers().get(0).value()).isEqualTo("application/json; charset=UTF-8");
        assertThat(Simulated.json(array.body()).isArray()).isTrue();
        assertThat(Frames.events(blocked.body())).hasSize(1);
        assertThat(last(Frames.events(blocked.body()))
                        .at("/promptFeedback/blockReason")
                        .asText())
                .isEqualTo("PROHIBITED_CONTENT");
    }

    @Test
    void saysWhatTheOperatorWantsInAStreamToo() {
        Reply refusal = stream("openai", "/v1/chat/completions", ErrorMode.REFUSAL, "No, \"never\".", "stopped");

        assertThat(joined(refusal, "/choices/0/delta/refusal")).isEqualTo("No, \"never\".");
        assertThat(joined(refusal, "/choices/0/finish_reason")).isEqualTo("stopped");
    }

    @Test
    void streamsOpenRoutersErrorWithinA200AsTheFirstEventAlone() {
        Reply chat = stream("openrouter", "/api/v1/chat/completions", ErrorMode.OK_ERROR);
        Reply messages = stream("openrouter", "/api/v1/messages", ErrorMode.OK_ERROR);
        Reply responses = stream("openrouter", "/api/v1/responses", ErrorMode.OK_ERROR);

        assertThat(List.of(chat, messages, responses)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().get(0)).isEqualTo(EVENTS);
            assertThat(Frames.events(reply.body())).hasSize(1);
        });
        assertThat(Frames.events(chat.body()).get(0).at("/error/code").asInt()).isEqualTo(502);
        assertThat(Frames.events(chat.body())
                        .get(0)
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("error");
        assertThat(messages.body()).startsWith("event: error\n");
        assertThat(responses.body()).startsWith("event: response.failed\n");
    }

    @ParameterizedTest
    @CsvSource({"tetrate, /v1/chat/completions", "databricks, /ai-gateway/openai/v1/chat/completions"})
    void answersAStreamWithAJsonErrorWithinA200BehindOtherGateways(String provider, String path) {
        Reply reply = stream(provider, path, ErrorMode.OK_ERROR);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get(0).value()).isEqualTo("application/json");
        assertThat(Simulated.json(reply.body()).has("error")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/embeddings",
        "openai, /v1/completions",
        "google, /v1beta/models/m:embedContent",
        "google, /v1beta/openai/embeddings",
        "openrouter, /api/v1/embeddings",
        "tetrate, /v1/embeddings",
        "databricks, /serving-endpoints/embeddings"
    })
    void refusesNothingWhereNobodySpeaks(String provider, String path) {
        assertThat(Dated.provider(provider).error(ErrorMode.REFUSAL, Calls.post(path)))
                .isEmpty();
        assertThat(Dated.provider(provider).error(ErrorMode.CONTENT_FILTER, Calls.post(path)))
                .isEmpty();
    }

    private static Reply stream(String provider, String path, ErrorMode mode) {
        return stream(provider, path, mode, null, null);
    }

    private static Reply stream(String provider, String path, ErrorMode mode, String message, String code) {
        Call call = Calls.call("POST " + path, null).withInference(new Inference(Optional.of("m"), true));
        Wording wording = new Wording(
                OptionalInt.empty(),
                Optional.ofNullable(message),
                Optional.ofNullable(code),
                Optional.empty(),
                RetryAfter.USUAL);
        return Dated.provider(provider).error(mode, call, wording).orElseThrow();
    }

    private static String joined(Reply reply, String pointer) {
        StringBuilder text = new StringBuilder();
        Frames.events(reply.body())
                .forEach(event -> text.append(event.at(pointer).asText("")));
        return text.toString().replace("null", "");
    }

    private static JsonNode last(List<JsonNode> events) {
        return events.get(events.size() - 1);
    }
}
