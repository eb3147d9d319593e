package dev.errorproxy.clients;

import dev.langchain4j.data.message.UserMessage;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** LangChain4j's models of the three providers. */
final class LangChain4j {

    private LangChain4j() {}

    static Answer chat(URI proxy) {
        return whole(OpenAiChatModel.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.CHAT.model())
                .build());
    }

    static Answer chatStreamed(URI proxy) {
        return streamed(OpenAiStreamingChatModel.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.CHAT.model())
                .build());
    }

    static Answer responses(URI proxy) {
        return whole(OpenAiResponsesChatModel.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.RESPONSES.model())
                .build());
    }

    static Answer responsesStreamed(URI proxy) {
        return streamed(OpenAiResponsesStreamingChatModel.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.RESPONSES.model())
                .build());
    }

    static Answer messages(URI proxy) {
        return whole(AnthropicChatModel.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.MESSAGES.model())
                .maxTokens(Protocol.MAX_TOKENS)
                .build());
    }

    static Answer messagesStreamed(URI proxy) {
        return streamed(AnthropicStreamingChatModel.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.MESSAGES.model())
                .maxTokens(Protocol.MAX_TOKENS)
                .build());
    }

    static Answer gemini(URI proxy) {
        return whole(GoogleAiGeminiChatModel.builder()
                .baseUrl(proxy.resolve("/v1beta").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.GEMINI.model())
                .build());
    }

    static Answer geminiStreamed(URI proxy) {
        return streamed(GoogleAiGeminiStreamingChatModel.builder()
                .baseUrl(proxy.resolve("/v1beta").toString())
                .apiKey(Protocol.KEY)
                .modelName(Protocol.GEMINI.model())
                .build());
    }

    private static Answer whole(ChatModel model) {
        ChatResponse response = model.chat(UserMessage.from(Protocol.QUESTION));
        return answer(List.of(response.aiMessage().text()), response);
    }

    private static Answer streamed(StreamingChatModel model) {
        Collector collector = new Collector();
        model.chat(Protocol.QUESTION, collector);
        try {
            return collector.answer.join();
        } catch (CompletionException e) {
            // The caller wants what the handler was given, which the future has wrapped.
            if (e.getCause() instanceof RuntimeException given) {
                throw given;
            }
            throw e;
        }
    }

    private static Answer answer(List<String> pieces, ChatResponse response) {
        return new Answer(
                pieces,
                response.finishReason().name(),
                response.tokenUsage().inputTokenCount(),
                response.tokenUsage().outputTokenCount());
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
