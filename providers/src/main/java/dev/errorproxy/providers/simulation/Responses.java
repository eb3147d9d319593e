package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** OpenAI's Responses. */
final class Responses implements Operation {

    /** What an answer may go on from, in place of an input of its own. */
    private static final List<String> EARLIER = List.of("previous_response_id", "prompt", "conversation");

    private final Clock clock;

    Responses(Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public SimulatedAnswer answer(Inbound inbound) {
        ObjectNode body = OpenAiWords.object(inbound);
        String model = OpenAiWords.model(body);
        JsonNode input = input(body);
        OptionalInt limit = OpenAiWords.positive(body, "max_output_tokens");
        Optional<Tool> forced = OpenAiTools.forced(body);
        boolean stream = OpenAiWords.flag(body, "stream");
        int messages = input.isTextual() ? 1 : input.size();
        Prompt prompt = new Prompt(model, messages, Input.RESPONSES.tokens(model, body));
        Utterance said = Utterance.of(prompt, limit, inbound.replyTokens(), forced);
        ResponseShape shape =
                new ResponseShape(body, prompt, said, clock.instant().getEpochSecond());
        return stream
                ? Answers.events(inbound, new ResponseStream(shape, said).events())
                : Answers.json(inbound, shape.finished(), said.tokens());
    }

    private static JsonNode input(ObjectNode body) {
        JsonNode input = body.path("input");
        if (OpenAiWords.isAbsent(input)) {
            if (EARLIER.stream().anyMatch(body::hasNonNull)) {
                return input;
            }
            throw OpenAiWords.missing("input");
        }
        if (!input.isTextual() && !input.isArray()) {
            throw OpenAiWords.wrongType("input", "one of a string or array of objects", input);
        }
        if (input.isEmpty() && input.isArray()) {
            throw OpenAiWords.refused(
                    "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array"
                            + " instead.",
                    "input",
                    "empty_array");
        }
        for (int i = 0; i < input.size(); i++) {
            if (!input.get(i).isObject()) {
                throw OpenAiWords.wrongType("input[" + i + "]", "an object", input.get(i));
            }
        }
        return input;
    }
}
