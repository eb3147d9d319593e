package dev.errorproxy.clients;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** LangChain4j's models of the three providers. */
final class LangChain4j {

    private LangChain4j() {}

    static Answer chat(Setup setup) {
        return whole(OpenAiChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .timeout(setup.timeout().orElse(null))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.CHAT.model())
                .build());
    }

    static Answer chatStreamed(Setup setup) {
        return streamed(OpenAiStreamingChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .timeout(setup.timeout().orElse(null))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.CHAT.model())
                .build());
    }

    static Answer responses(Setup setup) {
        return whole(OpenAiResponsesChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .httpClientBuilder(http(setup))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.RESPONSES.model())
                .build());
    }

    static Answer responsesStreamed(Setup setup) {
        return streamed(OpenAiResponsesStreamingChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .httpClientBuilder(http(setup))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.RESPONSES.model())
                .build());
    }

    static Answer messages(Setup setup) {
        return whole(AnthropicChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .timeout(setup.timeout().orElse(null))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.MESSAGES.model())
                .maxTokens(Protocol.MAX_TOKENS)
                .build());
    }

    static Answer messagesStreamed(Setup setup) {
        return streamed(AnthropicStreamingChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .timeout(setup.timeout().orElse(null))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.MESSAGES.model())
                .maxTokens(Protocol.MAX_TOKENS)
                .build());
    }

    static Answer gemini(Setup setup) {
        return whole(GoogleAiGeminiChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1beta").toString())
                .timeout(setup.timeout().orElse(null))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.GEMINI.model())
                .build());
    }

    static Answer geminiStreamed(Setup setup) {
        return streamed(GoogleAiGeminiStreamingChatModel.builder()
                .baseUrl(setup.proxy().resolve("/v1beta").toString())
                .timeout(setup.timeout().orElse(null))
                .apiKey(Protocol.KEY)
                .modelName(Protocol.GEMINI.model())
                .build());
    }

    /** Returns what the models of Responses are told timeouts by: they have no option of their own for that. */
    private static HttpClientBuilder http(Setup setup) {
        HttpClientBuilder builder = HttpClientBuilderLoader.loadHttpClientBuilder();
        setup.timeout().ifPresent(builder::readTimeout);
        return builder;
    }

    private static Answer whole(ChatModel model) {
        ChatResponse response = model.chat(UserMessage.from(Protocol.QUESTION));
        return answer(List.of(response.aiMessage().text()), response);
    }

    private static Answer streamed(StreamingChatModel model) {
        Collector collector = new Collector();
        model.chat(Protocol.QUESTION, collector);
        try {
            return collector.answer.get();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            // The caller wants what the handler was given, which the future has wrapped.
            if (e.getCause() instanceof RuntimeException given) {
                throw given;
            }
            throw new AssertionError(e);
        }
    }

    private static Answer answer(List<String> pieces, ChatResponse response) {
        return new Answer(
                pieces,
                Optional.ofNullable(response.finishReason()).map(Enum::name),
                Optional.ofNullable(response.tokenUsage())
                        .filter(usage -> usage.inputTokenCount() != null && usage.outputTokenCount() != null)
                        .map(usage -> new Answer.Usage(usage.inputTokenCount(), usage.outputTokenCount())));
    }

    private static final class Collector implements StreamingChatResponseHandler {

        private final List<String> pieces = new ArrayList<>();
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            answer.complete(LangChain4j.answer(List.copyOf(pieces), response));
        }

        @Override
        public void onError(Throwable error) {
            answer.completeExceptionally(error);
        }
    }
}
