package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The words of each dialect, one file each; a mode that is null there is one that the dialect has not got. */
class GoldenErrorsTest {

    /** These have files of their own, one for each body. */
    private static final Set<ErrorMode> ELSEWHERE =
            EnumSet.of(ErrorMode.CONTEXT_LENGTH, ErrorMode.RATE_LIMIT, ErrorMode.SERVER_ERROR);

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/golden-errors.csv", delimiter = '|')
    void wordsEveryErrorAsTheDialectDoes(String file, String provider, String path) throws IOException {
        Call call = Calls.post(path).withInference(new Inference(Optional.of("asked-for"), false));
        JsonNode golden = golden(file);

        assertThat(golden).hasSize(ErrorMode.values().length - ELSEWHERE.size());
        for (ErrorMode mode : EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE))) {
            Optional<Reply> reply = Dated.provider(provider).error(mode, call);
            JsonNode expected = golden.get(mode.word());

            assertThat(reply.isEmpty()).as(mode.word()).isEqualTo(expected.isNull());
            reply.ifPresent(found -> assertThat(shown(found)).as(mode.word()).isEqualTo(expected.toString()));
        }
    }

    private static String shown(Reply reply) {
        return "{\"status\":" + reply.status() + ",\"body\":" + Dated.withoutIds(reply.body()) + "}";
    }

    private static JsonNode golden(String file) throws IOException {
        try (InputStream in = GoldenErrorsTest.class.getResourceAsStream("/golden/errors-" + file + ".json")) {
            return Simulated.JSON.readTree(in);
        }
    }
}
