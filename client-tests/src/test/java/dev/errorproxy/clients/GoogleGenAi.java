package dev.errorproxy.clients;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Google's official library. */
final class GoogleGenAi {

    /**
     * As many tries as by default, but not its waits.
     *
     * <p>Those are random, and the first may by chance be as long as the delay that the library takes no notice of.
     */
    private static final HttpRetryOptions SHORT_WAITS = HttpRetryOptions.builder()
            .initialDelay(0.1)
            .maxDelay(0.1)
            .jitter(0.0)
            .build();

    private GoogleGenAi() {}

    static Answer generate(URI proxy) {
        return with(proxy, client -> {
            GenerateContentResponse response = client.models.generateContent(
                    Protocol.GEMINI.model(),
                    Protocol.QUESTION,
                    GenerateContentConfig.builder().build());
            return answer(List.of(response.text()), response);
        });
    }

    static Answer generateStreamed(URI proxy) {
        return with(proxy, client -> {
            List<GenerateContentResponse> responses = new ArrayList<>();
            try (ResponseStream<GenerateContentResponse> stream = client.models.generateContentStream(
                    Protocol.GEMINI.model(),
                    Protocol.QUESTION,
                    GenerateContentConfig.builder().build())) {
                stream.forEach(responses::add);
            }
            List<String> pieces =
                    responses.stream().map(GenerateContentResponse::text).toList();
            return answer(pieces, responses.get(responses.size() - 1));
        });
    }

    private static Answer with(URI proxy, Function<Client, Answer> question) {
        HttpOptions http = HttpOptions.builder()
                .baseUrl(proxy.toString())
                .retryOptions(SHORT_WAITS)
                .build();
        try (Client client = Client.builder()
                .apiKey(Protocol.KEY)
                .vertexAI(false)
                .httpOptions(http)
                .build()) {
            return question.apply(client);
        }
    }

    private static Answer answer(List<String> pieces, GenerateContentResponse last) {
        GenerateContentResponseUsageMetadata usage = last.usageMetadata().orElseThrow();
        return new Answer(
                pieces,
                last.finishReason().toString(),
                usage.promptTokenCount().orElseThrow(),
                usage.candidatesTokenCount().orElseThrow());
    }
}
