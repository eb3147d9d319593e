package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The providers played by the proxy itself. */
class OfflineIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String MESSAGES =
            "{\"model\":\"claude\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final int MUTANTS = 500;

    private static HttpResponse<String> chat(ProxyProcess proxy, String body) {
        return Http.post(
                proxy.at("/v1/chat/completions"),
                body,
                "Authorization",
                "Bearer any",
                "Content-Type",
                "application/json");
    }

    @Test
    void answersWithoutAKeyOfWorthAndInjectsErrorsInBetween() throws Exception {
        try (ProxyProcess proxy =
                proxy("--offline", "--reply-tokens", "12", "--mode", "r").start()) {
            HttpResponse<String> limited = chat(proxy, CHAT);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("x-error-proxy")).hasValue("injected");

            HttpResponse<String> answered = chat(proxy, CHAT);
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.headers().firstValue("x-error-proxy")).isEmpty();
            JsonNode answer = JSON.readTree(answered.body());
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(12);
            assertThat(answer.at("/choices/0/message/content").asText()).contains("gpt-4o");
            proxy.output().await("Proxied response: 200");
        }
    }

    @Test
    void playsOnlyTheProvidersThatAreNamed() {
        try (ScriptedUpstream upstream = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = proxy("--offline", "openai,google", "--upstream", upstream.insteadOf("anthropic"))
                        .start()) {
            assertThat(chat(proxy, CHAT).body()).contains("simulated");
            assertThat(Http.post(proxy.at("/v1/messages"), MESSAGES, "x-api-key", "any")
                            .body())
                    .contains(ProviderAnswers.TEXT);
            assertThat(upstream.requests()).hasSize(1);
            proxy.output().await("google      -> simulated");
        }
    }

    @Test
    void takesOneProviderOutWhereItsUpstreamIsGiven() {
        try (ScriptedUpstream upstream = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = proxy("--offline", "--upstream", upstream.insteadOf("openai"))
                        .environment("ANTHROPIC_REAL_HOST", upstream.address())
                        .start()) {
            assertThat(chat(proxy, CHAT).body()).contains(ProviderAnswers.TEXT);
            assertThat(Http.post(proxy.at("/v1/messages"), MESSAGES, "x-api-key", "any")
                            .body())
                    .contains("simulated");
        }
    }

    @Test
    void namesAPluginThatCantBePlayedAndStillInjectsItsErrors(@TempDir Path folder) {
        PluginJar.acme(folder.resolve("acme.jar"));
        String plugins = folder.toString();
        try (ProxyProcess proxy =
                proxy("--offline", "--plugins", plugins, "--mode", "u").start()) {
            proxy.output().await("not available offline");
            assertThat(Http.post(proxy.at("/acme/v1/chat"), "{}").statusCode()).isEqualTo(500);
        }
        try (ProxyProcess refused =
                proxy("--offline", "acme", "--plugins", plugins).launch()) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.errors().all()).singleElement().asString().contains("acme is not available offline");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--offline, nobody, unknown provider 'nobody'",
        "--reply-tokens, 0, at least 1",
        "--first-token-ms, -1, milliseconds",
        "--tokens-per-second, -2, a rate",
        "--tokens-per-second, fast, --tokens-per-second"
    })
    void refusesBadOptionsInOneLine(String option, String value, String reason) {
        try (ProxyProcess refused = proxy(option + "=" + value).launch()) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.errors().all()).singleElement().asString().contains(reason);
        }
    }

    @Test
    void answersMutatedRequestsInTheProvidersShape() throws Exception {
        Random random = new Random(4);
        try (ProxyProcess proxy = proxy("--offline", "--log-level", "error").start()) {
            for (int i = 0; i < MUTANTS; i++) {
                StringBuilder body = new StringBuilder(CHAT);
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    int at = random.nextInt(body.length());
                    body.setCharAt(at, (char) (0x20 + random.nextInt(0x5f)));
                    body.setLength(random.nextInt(10) == 0 ? at + 1 : body.length());
                }
                HttpResponse<String> answer = chat(proxy, body.toString());
                assertThat(answer.statusCode()).as(body.toString()).isLessThan(500);
                if (answer.statusCode() != 200) {
                    assertThat(JSON.readTree(answer.body()).at("/error/message").asText())
                            .as(body.toString())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void refusesAMountainOfBrackets() {
        try (ProxyProcess proxy = proxy("--offline").start()) {
            assertThat(chat(proxy, "[".repeat(30_000_000)).statusCode()).isEqualTo(400);
            assertThat(chat(proxy, "[".repeat(100_000_000)).statusCode()).isEqualTo(413);
            assertThat(chat(proxy, CHAT).statusCode()).isEqualTo(200);
        }
    }
}
