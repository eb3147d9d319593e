package dev.errorproxy.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** OpenAI's official library. */
final class OpenAiJava {

    private OpenAiJava() {}

    static Answer chat(URI proxy) {
        return with(proxy, client -> {
            ChatCompletion completion =
                    client.chat().completions().create(chatParams().build());
            return answer(List.of(textOf(completion)), completion);
        });
    }

    static Answer chatStreamed(URI proxy) {
        ChatCompletionCreateParams params = chatParams()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        return with(proxy, client -> {
            ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
            try (StreamResponse<ChatCompletionChunk> chunks =
                    client.chat().completions().createStreaming(params)) {
                List<String> pieces = chunks.stream()
                        .map(whole::accumulate)
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.delta().content().stream())
                        .toList();
                return answer(pieces, whole.chatCompletion());
            }
        });
    }

    static Answer responses(URI proxy) {
        return with(proxy, client -> {
            Response response = client.responses().create(responseParams());
            return answer(textsOf(response), response);
        });
    }

    static Answer responsesStreamed(URI proxy) {
        return with(proxy, client -> {
            ResponseAccumulator whole = ResponseAccumulator.create();
            try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(responseParams())) {
                List<String> pieces = events.stream()
                        .map(whole::accumulate)
                        .flatMap(event -> event.outputTextDelta().stream())
                        .map(delta -> delta.delta())
                        .toList();
                return answer(pieces, whole.response());
            }
        });
    }

    private static Answer with(URI proxy, Function<OpenAIClient, Answer> question) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(proxy.resolve("/v1").toString())
                .apiKey(Protocol.KEY)
                .build();
        try {
            return question.apply(client);
        } finally {
            client.close();
        }
    }

    private static ChatCompletionCreateParams.Builder chatParams() {
        return ChatCompletionCreateParams.builder().model(Protocol.CHAT.model()).addUserMessage(Protocol.QUESTION);
    }

    private static ResponseCreateParams responseParams() {
        return ResponseCreateParams.builder()
                .model(Protocol.RESPONSES.model())
                .input(Protocol.QUESTION)
                .build();
    }

    private static String textOf(ChatCompletion completion) {
        return completion.choices().get(0).message().content().orElseThrow();
    }

    private static List<String> textsOf(Response response) {
        return response.output().stream()
                .flatMap(item -> item.asMessage().content().stream())
                .map(content -> content.asOutputText().text())
                .toList();
    }

    private static Answer answer(List<String> pieces, ChatCompletion completion) {
        CompletionUsage usage = completion.usage().orElseThrow();
        String finish = completion.choices().get(0).finishReason().asString();
        return new Answer(pieces, finish, usage.promptTokens(), usage.completionTokens());
    }

    private static Answer answer(List<String> pieces, Response response) {
        ResponseUsage usage = response.usage().orElseThrow();
        String finish = response.status().orElseThrow().asString();
        return new Answer(pieces, finish, usage.inputTokens(), usage.outputTokens());
    }
}
