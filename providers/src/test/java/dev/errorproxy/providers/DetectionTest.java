package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Router;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {

    private final Router router = new Router(Calls.providers(), "openai", Map.of());

    @ParameterizedTest(name = "{1} [{2}] is {0}")
    @CsvFileSource(resources = "/detection.csv", delimiter = '|')
    void tellsWhoseCallItIs(String provider, String request, String headers) {
        // Whatever nobody claims must not pass for OpenAI's by being the default.
        Router elsewhere = new Router(Calls.providers(), provider.equals("tetrate") ? "google" : "tetrate", Map.of());
        Call call = Calls.call(request, headers);

        assertThat(router.route(call).provider().name()).isEqualTo(provider);
        assertThat(elsewhere.route(call).provider().name()).isEqualTo(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/chat/completions", "GET /v1/models", "GET /", "OPTIONS *"})
    void leavesACallThatSaysNothingToTheDefaultProvider(String request) {
        Call call = Calls.call(request, null);

        assertThat(router.providers())
                .extracting(provider -> provider.match(call))
                .containsOnly(Match.NONE);
        for (Provider fallback : router.providers()) {
            Router withFallback = new Router(Calls.providers(), fallback.name(), Map.of());
            assertThat(withFallback.route(call).provider().name()).isEqualTo(fallback.name());
        }
    }

    @Test
    void takesTheExplicitNameOffThePath() {
        Call call = Calls.call("POST /tetrate/v1/chat/completions", "Authorization: Bearer k");

        assertThat(router.route(call).call().path()).isEqualTo("/v1/chat/completions");
    }
}
