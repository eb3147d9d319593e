package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.time.Clock;

/** OpenAI's chat completions; where the path names a model, as at Databricks, the body need not. */
final class ChatCompletions implements Operation {

    /** What many choices and a long answer may come to: every token of a stream is an event of its own. */
    private static final int MOST_TOKENS = 300_000;

    private final Clock clock;
    private final ChatStyle style;

    ChatCompletions(Clock clock, ChatStyle style) {
        this.clock = requireNonNull(clock, "clock is null");
        this.style = requireNonNull(style, "style is null");
    }

    @Override
    public SimulatedAnswer answer(Inbound inbound) {
        return answer(inbound, OpenAiWords.object(inbound));
    }

    SimulatedAnswer answer(Inbound inbound, ObjectNode body) {
        ChatRequest request = ChatRequest.of(body, inbound.name());
        Utterance said = Utterance.of(request.prompt(), request.limit(), inbound.replyTokens(), request.forced());
        check(said, request);
        ChatShape shape = new ChatShape(style, request, said, clock.instant().getEpochSecond());
        return request.stream()
                ? Answers.events(inbound, new ChatStream(shape, style, request, said).events())
                : Answers.json(inbound, shape.completion(), said.tokens() * request.choices());
    }

    private static void check(Utterance said, ChatRequest request) {
        if ((long) said.tokens() * request.choices() > MOST_TOKENS) {
            throw OpenAiWords.refused(
                    "A simulated model gives at most " + MOST_TOKENS + " tokens to one request.", "n", null);
        }
    }
}
