package dev.errorproxy.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** OpenAI's official library. */
final class OpenAiJava {

    private OpenAiJava() {}

    static Answer chat(Setup setup) {
        return with(setup, client -> {
            ChatCompletion completion =
                    client.chat().completions().create(chatParams().build());
            CompletionUsage usage = completion.usage().orElseThrow();
            return Answer.whole(
                    List.of(textOf(completion)),
                    completion.choices().get(0).finishReason().asString(),
                    usage.promptTokens(),
                    usage.completionTokens());
        });
    }

    static Answer chatStreamed(Setup setup) {
        ChatCompletionCreateParams params = chatParams()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        return with(setup, client -> {
            try (StreamResponse<ChatCompletionChunk> chunks =
                    client.chat().completions().createStreaming(params)) {
                return answer(chunks.stream().toList());
            }
        });
    }

    static Answer responses(Setup setup) {
        return with(setup, client -> {
            Response response = client.responses().create(responseParams());
            return answer(textsOf(response), Optional.of(response));
        });
    }

    static Answer responsesStreamed(Setup setup) {
        return with(setup, client -> {
            try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(responseParams())) {
                List<ResponseStreamEvent> events = stream.stream().toList();
                List<String> pieces = events.stream()
                        .flatMap(event -> event.outputTextDelta().stream())
                        .map(delta -> delta.delta())
                        .toList();
                Optional<Response> completed = events.stream()
                        .flatMap(event -> event.completed().stream())
                        .map(event -> event.response())
                        .findFirst();
                return answer(pieces, completed);
            }
        });
    }

    private static Answer with(Setup setup, Function<OpenAIClient, Answer> question) {
        OpenAIOkHttpClient.Builder builder = OpenAIOkHttpClient.builder()
                .baseUrl(setup.proxy().resolve("/v1").toString())
                .apiKey(Protocol.KEY);
        setup.timeout().ifPresent(builder::timeout);
        OpenAIClient client = builder.build();
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

    private static Answer answer(List<ChatCompletionChunk> chunks) {
        List<ChatCompletionChunk.Choice> choices =
                chunks.stream().flatMap(chunk -> chunk.choices().stream()).toList();
        return new Answer(
                choices.stream()
                        .flatMap(choice -> choice.delta().content().stream())
                        .toList(),
                choices.stream()
                        .flatMap(choice -> choice.finishReason().stream())
                        .map(reason -> reason.asString())
                        .findFirst(),
                chunks.stream()
                        .flatMap(chunk -> chunk.usage().stream())
                        .map(usage -> new Answer.Usage(usage.promptTokens(), usage.completionTokens()))
                        .findFirst());
    }

    private static Answer answer(List<String> pieces, Optional<Response> response) {
        return new Answer(
                pieces,
                response.flatMap(Response::status).map(status -> status.asString()),
                response.flatMap(Response::usage)
                        .map(usage -> new Answer.Usage(usage.inputTokens(), usage.outputTokens())));
    }
}
