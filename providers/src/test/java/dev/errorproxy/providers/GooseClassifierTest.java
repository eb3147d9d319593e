package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Json;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classifier must be as choosy as goose's, or the contract it stands for proves nothing. */
class GooseClassifierTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The total number of tokens in the request exceeds the maximum allowed",
                "Invalid value for 'temperature'",
                "Parameter model is required",
                "Please reduce the length of the file name"
            })
    void overlooksWordsThatGooseDoesNotKnow(String message) throws IOException {
        Reply reply =
                Reply.json(400, "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":" + Json.quote(message) + "}");

        assertThat(GooseClassifier.classify(reply)).isEqualTo(GooseClassifier.Verdict.REQUEST_FAILED);
    }
}
