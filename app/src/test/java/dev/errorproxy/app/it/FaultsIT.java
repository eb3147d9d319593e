package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.OverloadedException;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of faults on the running proxy: scenarios, presets, targets, limits, and what is told of them. */
class FaultsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String STREAMED = CHAT.replace("{\"model\"", "{\"stream\":true,\"model\"");

    private static HttpResponse<String> chat(ProxyProcess proxy, String body) {
        return Http.post(proxy.at("/v1/chat/completions"), body, "Authorization", "Bearer sk-proj-any");
    }

    private static String ask(ProxyProcess proxy, int retries, String text) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(proxy.at("/v1").toString())
                .apiKey("sk-proj-test")
                .maxRetries(retries)
                .timeout(Lines.DEADLINE)
                .build();
        try {
            return client.chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("gpt-4o")
                            .addUserMessage(text)
                            .build())
                    .choices()
                    .get(0)
                    .message()
                    .content()
                    .orElseThrow();
        } finally {
            client.close();
        }
    }

    private static void askAnthropic(ProxyProcess proxy) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(proxy.at("").toString())
                .apiKey("sk-ant-test")
                .maxRetries(0)
                .timeout(Lines.DEADLINE)
                .build();
        try {
            client.messages()
                    .create(MessageCreateParams.builder()
                            .model("claude-sonnet-4-5")
                            .maxTokens(100)
                            .addUserMessage("Count.")
                            .build());
        } finally {
            client.close();
        }
    }

    @Test
    void playsAScenarioPerTarget(@TempDir Path folder) throws Exception {
        Path scenario = Files.writeString(folder.resolve("evening.txt"), """
                # OpenAI is limited once, Anthropic has too much to do twice.
                n 1, r 1, n @openai
                overloaded 2 @anthropic

                """);
        try (ProxyProcess proxy =
                proxy("--offline", "--scenario", scenario.toString()).start()) {
            assertThat(ask(proxy, 0, "Count.")).isNotBlank();
            assertThatThrownBy(() -> askAnthropic(proxy)).isInstanceOf(OverloadedException.class);
            assertThatThrownBy(() -> ask(proxy, 0, "Count.")).isInstanceOf(RateLimitException.class);
            assertThatThrownBy(() -> askAnthropic(proxy)).isInstanceOf(OverloadedException.class);
            assertThat(ask(proxy, 0, "Count.")).isNotBlank();
            askAnthropic(proxy);
        }
    }

    @Test
    void refusesAScenarioWithTheLineThatIsWrong(@TempDir Path folder) throws Exception {
        Path scenario = Files.writeString(folder.resolve("wrong.txt"), "# fine\nr 3\nr 3 after=2\n");
        try (ProxyProcess refused =
                proxy("--offline", "--scenario", scenario.toString()).launch()) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.errors().all()).singleElement().asString().contains("wrong.txt", "3", "after");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flaky", "rate-limited", "outage", "overloaded-evening", "brutal"})
    void playsEveryPreset(String preset) {
        try (ProxyProcess proxy = proxy("--offline", "--preset", preset, "--seed", "1")
                .withConsole()
                .start()) {
            proxy.type("status");
            assertThat(proxy.output().await("Requests handled: ", 2)).endsWith(" 0");
            proxy.type("q");
            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.output().all().stream()
                            .filter(line -> line.contains("drawn 0, hit 0, missed 0") || line.contains("rpm=10")))
                    .isNotEmpty();
        }
    }

    @Test
    void namesThePresetsWhereOneIsUnknown() {
        try (ProxyProcess refused = proxy("--preset", "brutale").launch()) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.errors().all())
                    .singleElement()
                    .asString()
                    .contains("--preset", "brutale", "flaky", "rate-limited", "outage", "overloaded-evening", "brutal");
        }
    }

    @Test
    void theStatusTellsOfEachTargetWhatIsLeftAndWhatCameOfIt() {
        try (ProxyProcess proxy = proxy("--offline", "--mode", "stream-end 3 after=1 @openai")
                .withConsole()
                .start()) {
            chat(proxy, STREAMED);
            chat(proxy, CHAT);
            proxy.type("status");
            assertThat(proxy.output().await("drawn 2"))
                    .contains("@openai", "2 remaining")
                    .endsWith("drawn 2, hit 1, missed 1");
        }
    }

    @Test
    void saysAtOnceAndAtTheCallThatAProviderHasNoWordsForAFault() {
        try (ProxyProcess proxy = proxy("--offline").withConsole().start()) {
            proxy.type("billing *");
            proxy.output().await("can't word 'billing'");
            HttpResponse<String> answer = Http.post(
                    proxy.at("/databricks/serving-endpoints/chat/invocations"), CHAT, "Authorization", "Bearer any");
            assertThat(answer.statusCode()).isEqualTo(200);
            proxy.output().await("databricks can't word 'billing': passed");
        }
    }

    @Test
    void theSameSeedGivesTheSameDecisionsWhateverComesBetween() {
        List<Integer> statuses = statuses("7", false);

        assertThat(statuses("7", true)).isEqualTo(statuses).contains(429, 200);
        assertThat(statuses("8", false)).isNotEqualTo(statuses);
    }

    private static List<Integer> statuses(String seed, boolean others) {
        List<Integer> statuses = new ArrayList<>();
        try (ProxyProcess proxy =
                proxy("--offline", "--seed", seed, "--mode", "r 50% @openai").start()) {
            for (int i = 0; i < 40; i++) {
                statuses.add(chat(proxy, CHAT).statusCode());
                if (others) {
                    Http.post(proxy.at("/anthropic/v1/messages"), "{}", "x-api-key", "any");
                }
            }
        }
        return statuses;
    }

    @Test
    void aLimitIsKeptByCountingAndAnSdkThatWaitsAsToldIsServed() {
        try (ProxyProcess proxy =
                proxy("--offline", "--mode", "limit rpm=20 @openai").start()) {
            ask(proxy, 0, "Count.");
            HttpResponse<String> answer = chatWithTheSdksKey(proxy);
            assertThat(answer.headers().firstValue("x-ratelimit-limit-requests"))
                    .hasValue("20");
            while (answer.statusCode() == 200) {
                answer = chatWithTheSdksKey(proxy);
            }
            long start = System.nanoTime();
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests"))
                    .hasValue("0");
            assertThat(answer.body()).contains("Limit 20");
            Duration told = Duration.ofMillis(
                    answer.headers().firstValueAsLong("retry-after-ms").orElseThrow());
            assertThat(told).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(3));
            assertThat(ask(proxy, 2, "Count.")).isNotBlank();
            // Told in whole milliseconds, and counted from before the answer was read.
            assertThat(Duration.ofNanos(System.nanoTime() - start).plusMillis(200))
                    .isGreaterThan(told);
            assertThat(chat(proxy, CHAT).statusCode()).as("another key").isEqualTo(200);
        }
    }

    private static HttpResponse<String> chatWithTheSdksKey(ProxyProcess proxy) {
        return Http.post(proxy.at("/v1/chat/completions"), CHAT, "Authorization", "Bearer sk-proj-test");
    }

    @Test
    void aWindowIsCountedAndAnSdkThatCompactsIsServed() {
        try (ProxyProcess proxy = proxy("--offline", "--mode", "window tokens=100 @openai/gpt-4o*")
                .start()) {
            assertThatThrownBy(() -> ask(proxy, 2, "word ".repeat(300)))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("maximum context length is 100 tokens")
                    .hasMessageMatching("(?s).*\\b30\\d tokens.*");
            assertThat(ask(proxy, 0, "Count.")).isNotBlank();
        }
    }

    @Test
    void theLogForProgramsTellsTheFaultAndWhetherItStruck() throws Exception {
        try (ProxyProcess proxy = proxy(
                        "--offline", "--log-format", "json", "--mode", "stream-error overloaded * after=2")
                .start()) {
            chat(proxy, STREAMED);
            chat(proxy, CHAT);
            proxy.requestsInAll();
            List<JsonNode> requests = new ArrayList<>();
            for (String line : proxy.output().all()) {
                JsonNode node = JSON.readTree(line);
                if (node.has("number")) {
                    requests.add(node);
                }
            }
            assertThat(requests)
                    .hasSize(2)
                    .allSatisfy(line ->
                            assertThat(line.get("fault").textValue()).isEqualTo("stream-error overloaded after=2"));
            assertThat(requests.get(0).get("strike").textValue()).isEqualTo("hit");
            assertThat(requests.get(0).get("decision").textValue()).isEqualTo("injected");
            assertThat(requests.get(0).get("ending").textValue()).isEqualTo("struck");
            assertThat(requests.get(0).get("events").intValue()).isEqualTo(3);
            assertThat(requests.get(1).get("strike").textValue()).isEqualTo("missed");
            assertThat(requests.get(1).get("decision").textValue()).isEqualTo("forwarded");
        }
    }
}
