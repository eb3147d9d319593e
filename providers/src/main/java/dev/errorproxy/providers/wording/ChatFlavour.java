package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import dev.errorproxy.providers.simulation.StoppedAnswers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** OpenAI's chat completions; an error within a stream is its body as an event, and the stream ends without [DONE]. */
final class ChatFlavour implements Flavour {

    private final ChatStyle style;
    private final Clock clock;
    private final Input input;
    private final boolean answers;

    private ChatFlavour(ChatStyle style, Clock clock, Input input, boolean answers) {
        this.style = requireNonNull(style, "style is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.input = requireNonNull(input, "input is null");
        this.answers = answers;
    }

    /** Returns the flavour of chats. */
    static ChatFlavour of(ChatStyle style, Clock clock) {
        return new ChatFlavour(style, clock, Input.CHAT, true);
    }

    /** Returns the flavour of an endpoint that answers chats and does other things, by what it is sent. */
    static ChatFlavour ofInvocations(Clock clock) {
        return new ChatFlavour(ChatStyle.OPENAI, clock, Input.ANY, true);
    }

    /** Returns the flavour of what is no chat, such as embeddings: nothing there can refuse. */
    static ChatFlavour ofOthers(Clock clock) {
        return new ChatFlavour(ChatStyle.OPENAI, clock, Input.ANY, false);
    }

    @Override
    public Input input() {
        return input;
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return answers
                ? Optional.of(StoppedAnswers.chat(stop, call, fields, style, clock.instant()))
                : Optional.empty();
    }

    /** A filter gives its reason in a last chunk; there is no place for words. */
    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        if (!answers || stop.isRefused() || stop.message().isPresent()) {
            return Optional.empty();
        }
        ObjectNode chunk = SoFar.first(soFar);
        if (!chunk.has("id")) {
            chunk.put("id", style.ids().get()).put("object", "chat.completion.chunk");
            chunk.put("created", clock.instant().getEpochSecond());
        }
        chunk.remove("usage");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", stop.reason().orElse("content_filter"));
        return Optional.of("data: " + chunk + "\n\ndata: [DONE]\n\n");
    }

    @Override
    public List<String> forms() {
        return List.of();
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        return "data: " + error.body() + "\n\n";
    }
}
