package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.providers.Talk.Place;
import dev.errorproxy.providers.Talk.Said;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every simulated model keeps, wherever it is talked to. */
class SimulatedSpeechTest {

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    /** A newer and an older model, names of others, and names that tokens and characters share badly. */
    private static final List<String> MODELS = List.of(
            "gpt-4o",
            "gpt-4",
            "claude-sonnet-4-5-20250929",
            "模型-🙂-🥹",
            "é̂ x\ty",
            "#%/?+\"\\",
            "x".repeat(200),
            "🥹".repeat(70));

    private static final String TEXT = "Wie spät ist es in Zürich? 🥹 <|endoftext|> 你好";

    static List<Place> places() {
        return Place.ALL;
    }

    static Stream<Arguments> placesAndModels() {
        return Place.ALL.stream().flatMap(place -> MODELS.stream().map(model -> Arguments.of(place, model)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("placesAndModels")
    void saysExactlyAsManyTokensAsAllowed(Place place, String model) {
        for (int limit : IntStream.rangeClosed(1, 70).toArray()) {
            Said said = whole(place, model, limit, 120);

            assertThat(said.completion()).isEqualTo(limit);
            assertThat(count(model, said.text())).as(said.text()).isEqualTo(limit);
        }
        assertThat(count(model, whole(place, model, null, 1000).text())).isEqualTo(1000);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("placesAndModels")
    void saysTheSameStreamedAsWhole(Place place, String model) {
        for (Integer limit : new Integer[] {null, 1, 7, 40}) {
            SimulatedAnswer stream = place.ask(place.talk().body(model, TEXT, limit, true), model, true, 120);
            Said streamed = place.talk().streamed(stream);

            assertThat(streamed).isEqualTo(whole(place, model, limit, 120));
            assertThat(stream.streamed()).isTrue();
            assertThat(tokens(stream)).isEqualTo(streamed.completion());
            assertThat(streamed.completion()).isEqualTo(limit == null ? 120 : limit);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("placesAndModels")
    void cutsNoCharacter(Place place, String model) {
        SimulatedAnswer stream = place.ask(place.talk().body(model, TEXT, null, true), model, true, 120);
        for (Piece piece : stream.pieces()) {
            String sent = new String(piece.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(sent).isEqualTo(piece.text());
        }
        assertThat(Simulated.body(stream)).doesNotContain("\uFFFD");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void countsThePromptAsTheTokenizerDoes(Place place) {
        for (String model : List.of("gpt-4o", "gpt-3.5-turbo")) {
            assertThat(whole(place, model, null, 20).prompt()).isEqualTo(count(model, TEXT));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void tellsWhatItReceived(Place place) {
        assertThat(whole(place, "gpt-4o", null, 120).text())
                .startsWith("This is a simulated answer from gpt-4o. It received 1 message with "
                        + count("gpt-4o", TEXT) + " tokens in all. The words that follow only fill");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void saysWhyItEnded(Place place) {
        List<String> reasons = Stream.of(119, 120, 121, null)
                .map(limit -> whole(place, "gpt-4o", limit, 120).reason())
                .toList();
        String cut = switch (place.talk()) {
            case CHAT -> "length";
            case RESPONSES -> "incomplete";
            case MESSAGES -> "max_tokens";
            case GEMINI -> "MAX_TOKENS";
        };
        String ended = switch (place.talk()) {
            case CHAT -> "stop";
            case RESPONSES -> "completed";
            case MESSAGES -> "end_turn";
            case GEMINI -> "STOP";
        };
        assertThat(reasons).containsExactly(cut, ended, ended, ended);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void answersTheSameRequestTheSameButForIdsAndTimes(Place place) {
        for (boolean stream : new boolean[] {true, false}) {
            ObjectNode body = place.talk().body("gpt-4o", TEXT, null, stream);
            String first = Simulated.body(place.ask(body, "gpt-4o", stream, 120));
            String second = Simulated.body(place.ask(body, "gpt-4o", stream, 120));

            assertThat(withoutIds(second)).isEqualTo(withoutIds(first));
            assertThat(second).isNotEqualTo(first);
        }
    }

    private static String withoutIds(String body) {
        return body.replaceAll("\"(id|item_id|responseId)\":\"[^\"]*\"", "ID")
                .replaceAll("\"(created|created_at)\":\\d+", "TIME");
    }

    private static Said whole(Place place, String model, Integer limit, int replyTokens) {
        SimulatedAnswer answer = place.ask(place.talk().body(model, TEXT, limit, false), model, false, replyTokens);
        assertThat(answer.status()).as(Simulated.body(answer)).isEqualTo(200);
        Said said = place.talk().whole(answer);
        assertThat(tokens(answer)).isEqualTo(said.completion());
        return said;
    }

    private static int tokens(SimulatedAnswer answer) {
        return answer.pieces().stream().mapToInt(Piece::tokens).sum();
    }

    private static int count(String model, String text) {
        boolean older = List.of("gpt-4", "gpt-3.5-turbo").contains(model);
        Encoding encoding = ENCODINGS.getEncoding(older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE);
        return encoding.countTokensOrdinary(text);
    }
}
