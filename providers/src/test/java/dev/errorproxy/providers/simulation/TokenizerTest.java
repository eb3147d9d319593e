package dev.errorproxy.providers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

    private final Tokenizer tokenizer = Tokenizer.of("gpt-4o");

    @Test
    void countsLongProseInSlicesAsInOne() {
        String prose = prose(200_000);

        assertThat(tokenizer.count(prose)).isEqualTo(whole(EncodingType.O200K_BASE, prose));
    }

    @Test
    void countsWordsWithoutSpacesNearlyAsInOne() {
        String word = "a".repeat(50_000);

        assertThat(tokenizer.count(word)).isBetween(6250, 6250 + 10);
    }

    @Test
    void givesPiecesThatAddUpToTheText() {
        String text = prose(30_000) + "🥹".repeat(20_000) + "中é\u0301";
        List<Piece> pieces = tokenizer.pieces(text);

        assertThat(Utterance.text(pieces)).isEqualTo(text);
        assertThat(Utterance.tokens(pieces)).isEqualTo(tokenizer.count(text));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-3.5-turbo, CL100K_BASE",
        "openai/gpt-4, CL100K_BASE",
        "gpt-4-turbo, CL100K_BASE",
        "text-embedding-3-small, CL100K_BASE",
        "gpt-4o, O200K_BASE",
        "gpt-4.1, O200K_BASE",
        "gpt-5, O200K_BASE",
        "claude-sonnet-4-5, O200K_BASE"
    })
    void takesTheModelsEncoding(String model, EncodingType type) {
        String text = "Straßenbahnhaltestelle 路面電車の停留所 🥹";

        assertThat(Tokenizer.of(model).count(text)).isEqualTo(whole(type, text));
    }

    @Test
    void estimatesWhatIsBeyondTheFirstMillionCharacters() {
        Meter meter = new Meter(tokenizer);
        meter.add("one word ".repeat(300_000));

        assertThat(meter.tokens()).isBetween(595_000, 605_000);
    }

    private static int whole(EncodingType type, String text) {
        return Encodings.newLazyEncodingRegistry().getEncoding(type).countTokensOrdinary(text);
    }

    private static String prose(int length) {
        Random random = new Random(5);
        StringBuilder prose = new StringBuilder();
        String[] words = {
            "the", " river", "Zürich", "don't", "42", "3.14159", ",", ".\n\n", "  x", "été", "猫", "🥹", "camelCase"
        };
        while (prose.length() < length) {
            prose.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return prose.toString();
    }
}
