package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whole answers that a refusal or a filter ends, streamed where the call asks for a stream. */
public final class StoppedAnswers {

    private static final String REFUSAL = "I'm sorry, but I can't assist with that request.";
    private static final String EXPLANATION = "This request was declined because it could enable cyber harm.";
    /** What was said before the stop. */
    private static final String BEGUN = "Here is";
    /** The length of the prompt, which nobody has counted. */
    private static final int PROMPT_TOKENS = 12;

    private StoppedAnswers() {}

    /** Returns a chat completion. */
    public static SimulatedAnswer chat(Stop stop, Call call, List<Header> fields, ChatStyle style, Instant now) {
        Inbound inbound = inbound(call, fields);
        Utterance said = spoken(stop, call);
        boolean stream = call.inference().streaming();
        ChatRequest request = new ChatRequest(prompt(call), OptionalInt.empty(), Optional.empty(), 1, stream, false);
        ChatShape shape = new ChatShape(style, request, said, now.getEpochSecond());
        return stream
                ? Answers.events(inbound, new ChatStream(shape, style, request, said).events())
                : Answers.json(inbound, shape.completion(), said.tokens());
    }

    /** Returns a response of the Responses API. */
    public static SimulatedAnswer response(Stop stop, Call call, List<Header> fields, Instant now) {
        Inbound inbound = inbound(call, fields);
        Utterance said = spoken(stop, call);
        ResponseShape shape =
                new ResponseShape(JsonNodeFactory.instance.objectNode(), prompt(call), said, now.getEpochSecond());
        return call.inference().streaming()
                ? Answers.events(inbound, new ResponseStream(shape, said).events())
                : Answers.json(inbound, shape.finished(), said.tokens());
    }

    /** Returns an Anthropic message, which explains itself beside what was said. */
    public static SimulatedAnswer message(Stop stop, Call call, List<Header> fields) {
        Inbound inbound = inbound(call, fields);
        Utterance said = said(stop, call, BEGUN, Optional.of(stop.message().orElse(EXPLANATION)));
        MessageShape shape = new MessageShape(prompt(call), said);
        return call.inference().streaming()
                ? Answers.events(inbound, shape.events())
                : Answers.json(inbound, shape.message(), said.tokens());
    }

    /** Returns a GenerateContentResponse. */
    public static SimulatedAnswer generated(Stop stop, Call call, List<Header> fields) {
        Inbound inbound = inbound(call, fields);
        GenerateShape shape = new GenerateShape(prompt(call), said(stop, call, BEGUN, stop.message()));
        return call.inference().streaming()
                ? GenerateContent.stream(inbound, shape)
                : Answers.googleJson(inbound, shape.whole(), shape.tokens());
    }

    /** Returns an answer whose words are those of the stop. */
    private static Utterance spoken(Stop stop, Call call) {
        String text = stop.message().orElse(stop.isRefused() ? REFUSAL : BEGUN);
        return said(stop, call, text, Optional.empty());
    }

    private static Utterance said(Stop stop, Call call, String text, Optional<String> note) {
        return new Utterance(Optional.empty(), Tokenizer.of(model(call)).pieces(text), stop.ending(note));
    }

    private static Prompt prompt(Call call) {
        return new Prompt(model(call), 1, PROMPT_TOKENS);
    }

    private static String model(Call call) {
        return call.inference().model().map(Refusal::shown).orElse("unknown");
    }

    private static Inbound inbound(Call call, List<Header> fields) {
        return new Inbound(call, List.of(), new byte[0], 1, fields);
    }
}
