package dev.errorproxy.clients;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    static Answer generate(Setup setup) {
        return with(setup, client -> {
            GenerateContentResponse response = client.models.generateContent(
                    Protocol.GEMINI.model(),
                    Protocol.QUESTION,
                    GenerateContentConfig.builder().build());
            return answer(List.of(response));
        });
    }

    static Answer generateStreamed(Setup setup) {
        return with(setup, client -> {
            List<GenerateContentResponse> responses = new ArrayList<>();
            try (ResponseStream<GenerateContentResponse> stream = client.models.generateContentStream(
                    Protocol.GEMINI.model(),
                    Protocol.QUESTION,
                    GenerateContentConfig.builder().build())) {
                stream.forEach(responses::add);
            }
            return answer(responses);
        });
    }

    private static Answer with(Setup setup, Function<Client, Answer> question) {
        HttpOptions.Builder http =
                HttpOptions.builder().baseUrl(setup.proxy().toString()).retryOptions(SHORT_WAITS);
        setup.timeout().ifPresent(timeout -> http.timeout(Math.toIntExact(timeout.toMillis())));
        try (Client client = Client.builder()
                .apiKey(Protocol.KEY)
                .vertexAI(false)
                .httpOptions(http.build())
                .build()) {
            return question.apply(client);
        }
    }

    /** Takes reason and usage from the last response, where they are final. */
    private static Answer answer(List<GenerateContentResponse> responses) {
        Optional<GenerateContentResponse> last = responses.stream().reduce((earlier, later) -> later);
        return new Answer(
                // A response without text, such as an error, has null for it.
                responses.stream()
                        .map(GenerateContentResponse::text)
                        .filter(Objects::nonNull)
                        .toList(),
                last.map(response -> response.finishReason().toString()),
                last.flatMap(GenerateContentResponse::usageMetadata)
                        .flatMap(usage -> usage.promptTokenCount()
                                .flatMap(input ->
                                        usage.candidatesTokenCount().map(output -> new Answer.Usage(input, output)))));
    }
}
