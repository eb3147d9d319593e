package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provider on the class path must keep, whatever the error and the endpoint, its own or another's. */
class ProviderContractTest {

    static final List<String> ENDPOINTS = List.of(
            "/v1/chat/completions",
            "/v1/responses",
            "/v1/embeddings",
            "/v1/messages",
            "/v1beta/models/gemini-2.5-flash:generateContent",
            "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
            "/api/v1/chat/completions",
            "/api/v1/messages",
            "/serving-endpoints/databricks-claude-sonnet-4-5/invocations",
            "/ai-gateway/openai/v1/responses",
            "/ai-gateway/anthropic/v1/messages",
            "/ai-gateway/mlflow/v1/chat/completions",
            "/serving-endpoints/%22%zz%0A+/invocations",
            "/v1beta/models/%22%zz%0A+:generateContent",
            "/");

    private static final Set<String> IDS = Set.of("x-request-id", "request-id", "x-generation-id");

    private final ObjectMapper json = new ObjectMapper();

    /** What every provider gives at every path. */
    private static final Set<ErrorMode> EVERYWHERE = EnumSet.complementOf(EnumSet.of(
            ErrorMode.BILLING, ErrorMode.QUOTA, ErrorMode.REFUSAL, ErrorMode.CONTENT_FILTER, ErrorMode.OK_ERROR));

    static Stream<Arguments> errors() {
        return Calls.providers().stream()
                .flatMap(provider -> EVERYWHERE.stream()
                        .flatMap(mode ->
                                ENDPOINTS.stream().map(path -> Arguments.of(provider.name(), mode, Calls.post(path)))));
    }

    static Stream<Arguments> allModes() {
        return Calls.providers().stream()
                .flatMap(provider -> Stream.of(ErrorMode.values())
                        .flatMap(mode -> ENDPOINTS.stream().map(path -> Arguments.of(provider.name(), mode, path))));
    }

    static Stream<Arguments> endpoints() {
        return Calls.providers().stream()
                .flatMap(provider -> ENDPOINTS.stream().map(path -> Arguments.of(provider.name(), Calls.post(path))));
    }

    @Test
    void findsTheSixProviders() {
        assertThat(Calls.providers())
                .extracting(Provider::name)
                .containsExactlyInAnyOrder("anthropic", "databricks", "google", "openai", "openrouter", "tetrate");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("errors")
    void givesACompleteJsonError(String provider, ErrorMode mode, Call call) throws IOException {
        Reply reply = Calls.provider(provider).error(mode, call).orElseThrow();

        assertThat(reply.status()).isBetween(400, 599);
        assertThat(json.readTree(reply.body()).isObject()).isTrue();
        assertThat(contentType(reply)).startsWith("application/json");
        assertThat(reply.headers()).extracting(Header::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("errors")
    void givesEveryReplyIdsOfItsOwn(String provider, ErrorMode mode, Call call) throws IOException {
        Provider speaker = Calls.provider(provider);
        List<String> first = ids(speaker.error(mode, call).orElseThrow());
        List<String> second = ids(speaker.error(mode, call).orElseThrow());

        assertThat(second).hasSameSizeAs(first);
        assertThat(Collections.disjoint(first, second)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("errors")
    void letsGooseSeeTheErrorForWhatItIs(String provider, ErrorMode mode, Call call) throws IOException {
        Reply reply = Calls.provider(provider).error(mode, call).orElseThrow();

        GooseClassifier.Verdict expected = switch (mode) {
            // A 413, and what Google has in its place, counts as too long a prompt.
            case CONTEXT_LENGTH, TOO_LARGE -> GooseClassifier.Verdict.CONTEXT_LENGTH_EXCEEDED;
            case RATE_LIMIT, QUOTA -> GooseClassifier.Verdict.RATE_LIMIT_EXCEEDED;
            case SERVER_ERROR, OVERLOADED, UNAVAILABLE, TIMEOUT_ERROR -> GooseClassifier.Verdict.SERVER_ERROR;
            case AUTH, PERMISSION, NOT_FOUND, BAD_REQUEST, BILLING, REFUSAL, CONTENT_FILTER, OK_ERROR ->
                GooseClassifier.Verdict.REQUEST_FAILED;
        };
        assertThat(GooseClassifier.classify(reply)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("allModes")
    void answersWithSomethingThatParsesOrNotAtAll(String provider, ErrorMode mode, String path) {
        for (boolean streaming : List.of(false, true)) {
            Call call = Calls.post(path).withInference(new Inference(Optional.of("a \"model\""), streaming));
            Calls.provider(provider).error(mode, call).ifPresent(ProviderContractTest::checkSane);
        }
    }

    private static void checkSane(Reply reply) {
        String type = contentType(reply);
        assertThat(reply.headers()).extracting(Header::name).doesNotHaveDuplicates();
        if (type.startsWith("text/event-stream")) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Frames.events(reply.body())).isNotEmpty().allMatch(JsonNode::isObject);
        } else {
            assertThat(type).startsWith("application/json");
            assertThat(Simulated.json(reply.body()).isContainerNode()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("endpoints")
    void passesTheProxysOwnMessageOn(String provider, Call call) throws IOException {
        String message = "provider-error-proxy: \"connection refused\"";
        for (int status : List.of(502, 504)) {
            Reply reply = Calls.provider(provider).proxyError(status, message, call);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(contentType(reply)).isEqualTo("application/json");
            assertThat(json.readTree(reply.body()).findValuesAsText("message")).containsExactly(message);
            assertThat(ids(reply)).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void agreesWithGooseThatGooglesArrayIsAContextLengthError(String path) throws IOException {
        Call call = Calls.post("/v1beta/openai" + path);
        Reply reply = new Google().error(ErrorMode.CONTEXT_LENGTH, call).orElseThrow();

        assertThat(json.readTree(reply.body()).isArray()).isTrue();
        assertThat(GooseClassifier.classify(reply)).isEqualTo(GooseClassifier.Verdict.CONTEXT_LENGTH_EXCEEDED);
    }

    private static String contentType(Reply reply) {
        Header first = reply.headers().get(0);
        assertThat(first.name()).isEqualTo("Content-Type");
        return first.value();
    }

    private List<String> ids(Reply reply) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Header header : reply.headers()) {
            if (IDS.contains(header.name().toLowerCase(Locale.ROOT))) {
                ids.add(header.value());
            }
        }
        JsonNode inBody = json.readTree(reply.body()).path("request_id");
        if (inBody.isTextual()) {
            ids.add(inBody.textValue());
        }
        return ids;
    }
}
