package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every error of every dialect is taken by the provider's own SDK for its own type of exception, which says its status. */
class FaultContractIT {

    private static ProxyProcess proxy;

    /** An SDK that asks once, with a command for that request. */
    enum Sdk {
        OPENAI_CHAT("openai") {
            @Override
            void ask(String command) {
                openAi(
                        command,
                        client -> client.chat()
                                .completions()
                                .create(ChatCompletionCreateParams.builder()
                                        .model("gpt-4o")
                                        .addUserMessage("Count.")
                                        .build()));
            }
        },
        OPENAI_RESPONSES("openai") {
            @Override
            void ask(String command) {
                openAi(
                        command,
                        client -> client.responses()
                                .create(ResponseCreateParams.builder()
                                        .model("gpt-4o")
                                        .input("Count.")
                                        .build()));
            }
        },
        ANTHROPIC("anthropic") {
            @Override
            void ask(String command) {
                AnthropicClient client = AnthropicOkHttpClient.builder()
                        .baseUrl(at("").toString())
                        .apiKey("sk-ant-test")
                        .maxRetries(0)
                        .putHeader("x-error-proxy", command)
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
        },
        GOOGLE("google") {
            @Override
            void ask(String command) {
                HttpOptions options = HttpOptions.builder()
                        .baseUrl(at("").toString())
                        .timeout((int) Lines.DEADLINE.toMillis())
                        .headers(Map.of("x-error-proxy", command))
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build();
                try (Client client = Client.builder()
                        .apiKey("AIza-test")
                        .vertexAI(false)
                        .httpOptions(options)
                        .build()) {
                    client.models.generateContent(
                            "gemini-2.5-flash",
                            "Count.",
                            GenerateContentConfig.builder().build());
                }
            }
        };

        private final String provider;

        Sdk(String provider) {
            this.provider = provider;
        }

        abstract void ask(String command);

        URI at(String path) {
            return proxy.at("/" + provider + path);
        }

        void openAi(String command, java.util.function.Consumer<OpenAIClient> call) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(at("/v1").toString())
                    .apiKey("sk-proj-test")
                    .maxRetries(0)
                    .putHeader("x-error-proxy", command)
                    .timeout(Lines.DEADLINE)
                    .build();
            try {
                call.accept(client);
            } finally {
                client.close();
            }
        }
    }

    @BeforeAll
    static void startProxy() {
        proxy = proxy("--offline", "--log-level", "error").start();
    }

    @AfterAll
    static void stopProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/sdk-exceptions.csv", delimiter = '|', numLinesToSkip = 1)
    void isTakenForItsOwnType(Sdk sdk, String fault, int status, String exception) {
        Throwable thrown = catchThrowable(() -> sdk.ask(fault));
        assertThat(thrown).isNotNull();
        assertThat(thrown.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(statusOf(thrown)).isEqualTo(status);
        assertThat(thrown).message().isNotBlank().doesNotContain("Provider Error Proxy");
    }

    private static int statusOf(Throwable thrown) {
        if (thrown instanceof OpenAIServiceException openAi) {
            return openAi.statusCode();
        }
        if (thrown instanceof AnthropicServiceException anthropic) {
            return anthropic.statusCode();
        }
        assertThat(thrown).isInstanceOf(ApiException.class);
        return ((ApiException) thrown).code();
    }
}
