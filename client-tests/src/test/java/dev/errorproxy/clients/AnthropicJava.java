package dev.errorproxy.clients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageDeltaEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Anthropic's official library. */
final class AnthropicJava {

    private AnthropicJava() {}

    static Answer messages(Setup setup) {
        return with(setup, client -> {
            Message message = client.messages().create(params());
            List<String> texts = message.content().stream()
                    .map(block -> block.asText().text())
                    .toList();
            return Answer.whole(
                    texts,
                    message.stopReason().orElseThrow().asString(),
                    message.usage().inputTokens(),
                    message.usage().outputTokens());
        });
    }

    static Answer messagesStreamed(Setup setup) {
        return with(setup, client -> {
            try (StreamResponse<RawMessageStreamEvent> events =
                    client.messages().createStreaming(params())) {
                return answer(events.stream().toList());
            }
        });
    }

    private static Answer with(Setup setup, Function<AnthropicClient, Answer> question) {
        AnthropicOkHttpClient.Builder builder = AnthropicOkHttpClient.builder()
                .baseUrl(setup.proxy().toString())
                .apiKey(Protocol.KEY);
        setup.timeout().ifPresent(builder::timeout);
        AnthropicClient client = builder.build();
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

    private static Answer answer(List<RawMessageStreamEvent> events) {
        List<String> pieces = events.stream()
                .flatMap(event -> event.contentBlockDelta().stream())
                .map(block -> block.delta().asText().text())
                .toList();
        Optional<Message> begun = events.stream()
                .flatMap(event -> event.messageStart().stream())
                .map(start -> start.message())
                .findFirst();
        Optional<RawMessageDeltaEvent> ended =
                events.stream().flatMap(event -> event.messageDelta().stream()).findFirst();
        return new Answer(
                pieces,
                ended.flatMap(delta -> delta.delta().stopReason()).map(reason -> reason.asString()),
                begun.flatMap(message -> ended.map(delta -> new Answer.Usage(
                        message.usage().inputTokens(), delta.usage().outputTokens()))));
    }
}
