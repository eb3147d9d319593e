package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.Wording;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator overrules changes one field of the body and leaves all others alone. */
class WordingTest {

    @ParameterizedTest(name = "{0} {1} {2}: message at {3}, code at {4}, status at {5}")
    @CsvFileSource(resources = "/places.csv", delimiter = '|')
    void overrulesOneFieldAtATime(
            String provider, String path, ErrorMode mode, String message, String code, String status) {
        Provider speaker = Dated.provider(provider);
        Call call = Calls.post(path);
        Reply usual = speaker.error(mode, call).orElseThrow();

        if (message != null) {
            Reply worded =
                    speaker.error(mode, call, message("Say \"this\" {model}\n")).orElseThrow();
            assertThat(worded.status()).isEqualTo(usual.status());
            assertDiffers(usual, worded, message, "\"Say \\\"this\\\" {model}\\n\"");
        }
        if (code != null) {
            Reply coded = speaker.error(mode, call, code("my_code")).orElseThrow();
            assertThat(coded.status()).isEqualTo(usual.status());
            assertDiffers(usual, coded, code, "\"my_code\"");
        }
        Reply other = speaker.error(mode, call, status(418)).orElseThrow();
        assertThat(other.status()).isEqualTo(mode == ErrorMode.OK_ERROR ? 200 : 418);
        if (status == null) {
            assertThat(Dated.withoutIds(other.body())).isEqualTo(Dated.withoutIds(usual.body()));
        } else {
            assertDiffers(usual, other, status, "418");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/responses, REFUSAL, code",
        "openrouter, /api/v1/messages, OK_ERROR, status",
        "databricks, /ai-gateway/openai/v1/responses, OK_ERROR, status"
    })
    void answersNothingWhereThereIsNoPlaceForIt(String provider, String path, ErrorMode mode, String what) {
        Wording wording = what.equals("code") ? code("x") : status(500);

        assertThat(Dated.provider(provider).error(mode, Calls.post(path), wording))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OVERLOADED", "REFUSAL"})
    void overrulesAllAtOnce(ErrorMode mode) {
        Wording wording = new Wording(
                OptionalInt.of(499), Optional.of("m"), Optional.of("c"), Optional.of("no such form"), RetryAfter.USUAL);
        Reply reply = new OpenAi()
                .error(mode, Calls.post("/v1/chat/completions"), wording)
                .orElseThrow();

        assertThat(reply.status()).isEqualTo(499);
        assertThat(reply.body()).contains("\"m\"", "\"c\"");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/chat/completions, Rate limit reached for MODEL in organization",
        "openai, /v1/responses, Rate limit reached for MODEL in organization",
        "anthropic, /v1/messages, ' model: MODEL). For details'",
        "google, /v1beta/openai/chat/completions, ', model: MODEL\\nPlease retry'",
        "openrouter, /api/v1/chat/completions, MODEL is temporarily rate-limited upstream",
        "databricks, /serving-endpoints/responses, rate limit for MODEL."
    })
    void namesTheModelThatIsAskedFor(String provider, String path, String words) {
        String model = "m".repeat(199) + "xyz";
        Call call = Calls.post(path).withInference(new Inference(Optional.of(model), false));
        String body = Dated.provider(provider)
                .error(ErrorMode.RATE_LIMIT, call)
                .orElseThrow()
                .body();

        assertThat(body).contains(words.replace("MODEL", "m".repeat(199) + "x..."));
    }

    private static void assertDiffers(Reply usual, Reply worded, String place, String value) {
        ObjectNode expected = (ObjectNode) tree(usual);
        JsonPointer pointer = JsonPointer.compile(place);
        assertThat(expected.at(pointer).isMissingNode()).as(place).isFalse();
        JsonNode parent = expected.at(pointer.head());
        String name = pointer.last().getMatchingProperty();
        ((ObjectNode) parent).set(name, Simulated.json(value));

        assertThat(tree(worded).toString()).isEqualTo(expected.toString());
    }

    /** Google's compatible paths put the error into an array of one. */
    private static JsonNode tree(Reply reply) {
        JsonNode tree = Simulated.json(Dated.withoutIds(reply.body()));
        return tree.isArray() ? tree.get(0) : tree;
    }

    private static Wording message(String text) {
        return new Wording(
                OptionalInt.empty(), Optional.of(text), Optional.empty(), Optional.empty(), RetryAfter.USUAL);
    }

    private static Wording code(String text) {
        return new Wording(
                OptionalInt.empty(), Optional.empty(), Optional.of(text), Optional.empty(), RetryAfter.USUAL);
    }

    private static Wording status(int status) {
        return new Wording(
                OptionalInt.of(status), Optional.empty(), Optional.empty(), Optional.empty(), RetryAfter.USUAL);
    }
}
