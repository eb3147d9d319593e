package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The error frames of each dialect, byte for byte, and what they take over from the live stream. */
class StreamErrorTest {

    private static final StreamSoFar NOTHING = new StreamSoFar(false, 0, Optional.empty(), Optional.empty());

    private static final StreamSoFar CHAT = soFar(
            2,
            "{\"id\":\"gen-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"z/m\",\"provider\":\"Deep\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}],\"usage\":null}",
            "{\"id\":\"gen-1\"}");

    private static final StreamSoFar RESPONSE = soFar(
            5,
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_live\",\"status\":\"in_progress\","
                    + "\"model\":\"gpt-5\",\"output\":[]}}",
            "{\"type\":\"response.output_text.delta\",\"sequence_number\":41}");

    private static final StreamSoFar MESSAGE =
            soFar(3, "{\"type\":\"message_start\"}", "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{}}");

    static Stream<Arguments> everyForm() {
        List<Arguments> forms = new ArrayList<>();
        Calls.providers()
                .forEach(provider ->
                        ProviderContractTest.ENDPOINTS.forEach(path -> provider.streamForms(Calls.post(path))
                                .forEach(form -> forms.add(Arguments.of(provider.name(), path, form)))));
        return forms.stream();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvFileSource(resources = "/frames.csv", delimiter = '|', quoteCharacter = '~')
    void wordsTheFrameAsTheDialectDoes(String provider, String path, ErrorMode mode, String form, String frame) {
        Call call = Calls.post(path);
        StreamSoFar soFar = path.endsWith("/responses") ? RESPONSE : CHAT;
        String worded = Dated.provider(provider)
                .streamError(mode, call, form(form), soFar)
                .orElseThrow();

        assertThat(Dated.withoutIds(worded))
                .isEqualTo(frame.replace("\\n", "\n").replace("\\r", "\r"));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/chat/completions, ''",
        "openai, /v1/responses, nested flat failed",
        "anthropic, /v1/messages, ''",
        "google, /v1beta/models/m:streamGenerateContent, data bare",
        "openrouter, /api/v1/chat/completions, ''",
        "openrouter, /api/v1/messages, ''",
        "openrouter, /api/v1/responses, failed response-error error",
        "tetrate, /v1/chat/completions, ''",
        "databricks, /serving-endpoints/e/invocations, openai error_code",
        "databricks, /serving-endpoints/responses, nested flat failed error_code",
        "databricks, /ai-gateway/openai/v1/responses, nested flat failed"
    })
    void namesItsFormsTheUsualOneFirst(String provider, String path, String forms) {
        Call call = Calls.post(path);
        List<String> expected = forms.isEmpty() ? List.of() : Arrays.asList(forms.split(" "));

        assertThat(Dated.provider(provider).streamForms(call)).isEqualTo(expected);
        assertThat(Dated.provider(provider).streamError(ErrorMode.OVERLOADED, call, form("other"), NOTHING))
                .isEmpty();
        if (!expected.isEmpty()) {
            assertThat(frame(provider, path, form(expected.get(0)))).isEqualTo(frame(provider, path, Wording.USUAL));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everyForm")
    void makesAFrameOfEveryErrorBeforeTheFirstEventToo(String provider, String path, String form) {
        for (ErrorMode mode : ErrorMode.values()) {
            Dated.provider(provider)
                    .streamError(mode, Calls.post(path), form(form), NOTHING)
                    .ifPresent(frame -> {
                        assertThat(frame).endsWith("\n");
                        assertThat(
                                        form.equals("bare") && !frame.startsWith("data: ")
                                                ? List.of(Simulated.json(frame))
                                                : Frames.events(frame))
                                .isNotEmpty()
                                .allMatch(JsonNode::isObject);
                    });
        }
    }

    @Test
    void givesAGrowingArrayABareElement() {
        StreamSoFar array = new StreamSoFar(true, 1, Optional.of("{}"), Optional.of("{}"));
        for (String form : List.of("data", "bare")) {
            String element = new Google()
                    .streamError(
                            ErrorMode.OVERLOADED,
                            Calls.post("/v1beta/models/m:streamGenerateContent"),
                            form(form),
                            array)
                    .orElseThrow();

            assertThat(element).startsWith("{\"error\":{\"code\":503,").endsWith("}}");
        }
    }

    @ParameterizedTest
    @CsvSource({"1 2 3, 3", "'', 0", "[DONE], 0", "nonsense {, 0"})
    void copesWithEventsThatAreNoJson(String data, long events) {
        StreamSoFar soFar = new StreamSoFar(false, events, Optional.of(data), Optional.of(data));
        for (String path : List.of("/v1/chat/completions", "/v1/responses")) {
            assertThat(new OpenAi().streamError(ErrorMode.SERVER_ERROR, Calls.post(path), Wording.USUAL, soFar))
                    .isPresent();
        }
        assertThat(Frames.events(new OpenAi()
                                .streamError(ErrorMode.SERVER_ERROR, Calls.post("/v1/responses"), Wording.USUAL, soFar)
                                .orElseThrow())
                        .get(0)
                        .get("sequence_number")
                        .asLong())
                .isEqualTo(events);
    }

    @Test
    void endsAMessageWithItsOpenBlockWhenTheModelRefuses() {
        String events = new Anthropic()
                .streamError(ErrorMode.REFUSAL, Calls.post("/v1/messages"), Wording.USUAL, MESSAGE)
                .orElseThrow();

        assertThat(events)
                .startsWith(
                        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":2}\n\n"
                                + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"")
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void overrulesTheFieldsOfAFrame() {
        Wording wording = new Wording(
                OptionalInt.of(418), Optional.of("m"), Optional.of("C"), Optional.empty(), RetryAfter.USUAL);
        String google = new Google()
                .streamError(
                        ErrorMode.OVERLOADED, Calls.post("/v1beta/models/m:streamGenerateContent"), wording, NOTHING)
                .orElseThrow();

        assertThat(google).isEqualTo("data: {\"error\":{\"code\":418,\"message\":\"m\",\"status\":\"C\"}}\r\n\r\n");
        assertThat(new OpenAi().streamError(ErrorMode.OVERLOADED, Calls.post("/v1/chat/completions"), wording, NOTHING))
                .as("no place for a status")
                .isEmpty();
    }

    @Test
    void tellsTheWaitWithinAFrameWhereTheMessageDoes() {
        Wording wording = Wording.USUAL.withRetryAfter(new RetryAfter(RetryAfter.Form.SECONDS, Duration.ofSeconds(20)));

        assertThat(new OpenAi()
                        .streamError(ErrorMode.RATE_LIMIT, Calls.post("/v1/chat/completions"), wording, NOTHING)
                        .orElseThrow())
                .contains("Please try again in 20s.");
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, /v1/messages, 'event: ping\\ndata: {\"type\": \"ping\"}\\n\\n'",
        "databricks, /ai-gateway/anthropic/v1/messages, 'event: ping\\ndata: {\"type\": \"ping\"}\\n\\n'",
        "openrouter, /api/v1/chat/completions, ': OPENROUTER PROCESSING\\n\\n'",
        "openai, /v1/responses, ': keep-alive\\n\\n'",
        "google, /v1beta/models/m:streamGenerateContent, ': keep-alive\\n\\n'"
    })
    void keepsAStreamAliveAsTheProviderDoes(String provider, String path, String comment) {
        assertThat(Dated.provider(provider).keepAlive(Calls.post(path))).isEqualTo(comment.replace("\\n", "\n"));
    }

    private static String frame(String provider, String path, Wording wording) {
        return Dated.withoutIds(Dated.provider(provider)
                .streamError(ErrorMode.OVERLOADED, Calls.post(path), wording, NOTHING)
                .orElseThrow());
    }

    private static Wording form(String form) {
        return new Wording(
                OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.ofNullable(form), RetryAfter.USUAL);
    }

    private static StreamSoFar soFar(long events, String first, String last) {
        return new StreamSoFar(false, events, Optional.of(first), Optional.of(last));
    }
}
