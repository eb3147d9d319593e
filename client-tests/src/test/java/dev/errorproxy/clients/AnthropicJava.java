package dev.errorproxy.clients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** Anthropic's official library. */
final class AnthropicJava {

    private AnthropicJava() {}

    static Answer messages(URI proxy) {
        return with(proxy, client -> {
            Message message = client.messages().create(params());
            List<String> texts = message.content().stream()
                    .map(block -> block.asText().text())
                    .toList();
            return answer(texts, message);
        });
    }

    static Answer messagesStreamed(URI proxy) {
        return with(proxy, client -> {
            MessageAccumulator whole = MessageAccumulator.create();
            try (StreamResponse<RawMessageStreamEvent> events =
                    client.messages().createStreaming(params())) {
                List<String> pieces = events.stream()
                        .map(whole::accumulate)
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .map(block -> block.delta().asText().text())
                        .toList();
                return answer(pieces, whole.message());
            }
        });
    }

    private static Answer with(URI proxy, Function<AnthropicClient, Answer> question) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(proxy.toString())
                .apiKey(Protocol.KEY)
                .build();
        try {
            return question.apply(client);
        } finally {
            client.close();
        }
    }

    private static MessageCreateParams params() {
        return MessageCreateParams.builder()
                .model(Protocol.MESSAGES.model())
                .maxTokens(Protocol.MAX_TOKENS)
                .addUserMessage(Protocol.QUESTION)
                .build();
    }

    private static Answer answer(List<String> pieces, Message message) {
        return new Answer(
                pieces,
                message.stopReason().orElseThrow().asString(),
                message.usage().inputTokens(),
                message.usage().outputTokens());
    }
}
