package dev.errorproxy.clients;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.retry.RetryUtils;
import org.springframework.retry.support.RetryTemplate;

/** Spring AI's models of OpenAI and Anthropic, without Spring Boot; they have no option for a stream's silence. */
final class SpringAi {

    /** As many tries as by default, without the minutes between them. */
    private static final RetryTemplate SHORT_WAITS = RetryUtils.SHORT_RETRY_TEMPLATE;

    private static final Prompt PROMPT = new Prompt(Protocol.QUESTION);

    private SpringAi() {}

    static Answer chat(Setup setup) {
        return whole(openAi(setup));
    }

    static Answer chatStreamed(Setup setup) {
        return streamed(openAi(setup));
    }

    static Answer messages(Setup setup) {
        return whole(anthropic(setup));
    }

    static Answer messagesStreamed(Setup setup) {
        return streamed(anthropic(setup));
    }

    private static ChatModel openAi(Setup setup) {
        return OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder()
                        .baseUrl(setup.proxy().toString())
                        .apiKey(Protocol.KEY)
                        .build())
                .defaultOptions(OpenAiChatOptions.builder()
                        .model(Protocol.CHAT.model())
                        .streamUsage(true)
                        .build())
                .retryTemplate(SHORT_WAITS)
                .build();
    }

    private static ChatModel anthropic(Setup setup) {
        return AnthropicChatModel.builder()
                .anthropicApi(AnthropicApi.builder()
                        .baseUrl(setup.proxy().toString())
                        .apiKey(Protocol.KEY)
                        .build())
                .defaultOptions(AnthropicChatOptions.builder()
                        .model(Protocol.MESSAGES.model())
                        .maxTokens(Protocol.MAX_TOKENS)
                        .build())
                .retryTemplate(SHORT_WAITS)
                .build();
    }

    private static Answer whole(ChatModel model) {
        return answer(List.of(model.call(PROMPT)));
    }

    private static Answer streamed(ChatModel model) {
        return answer(model.stream(PROMPT).collectList().block());
    }

    /** Takes the last reason and the last usage that a stream tells: those before are preliminary. */
    private static Answer answer(List<ChatResponse> responses) {
        List<String> pieces = responses.stream()
                .flatMap(response -> response.getResults().stream())
                .map(generation -> generation.getOutput().getText())
                // A stream's last piece carries the reason alone.
                .filter(Objects::nonNull)
                .toList();
        Optional<String> finish = responses.stream()
                .flatMap(response -> response.getResults().stream())
                .map(generation -> generation.getMetadata().getFinishReason())
                .filter(reason -> reason != null && !reason.isEmpty())
                .reduce((earlier, later) -> later);
        Optional<Answer.Usage> usage = responses.stream()
                .reduce((earlier, later) -> later)
                .map(last -> last.getMetadata().getUsage())
                .map(told -> new Answer.Usage(told.getPromptTokens(), told.getCompletionTokens()));
        return new Answer(pieces, finish, usage);
    }
}
