package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** OpenRouter's chat completions, whose errors within a stream are a last chunk, by its errors-and-debugging page. */
final class OpenRouterChatFlavour implements Flavour {

    static final String KEEP_ALIVE = ": OPENROUTER PROCESSING\n\n";

    private final ChatFlavour chat;
    private final ChatStyle style;
    private final Clock clock;

    OpenRouterChatFlavour(ChatStyle style, Clock clock) {
        this.chat = ChatFlavour.of(style, clock);
        this.style = requireNonNull(style, "style is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Input input() {
        return chat.input();
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return chat.stopped(stop, call, fields);
    }

    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        return chat.stop(stop, soFar);
    }

    @Override
    public List<String> forms() {
        return List.of();
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        ObjectNode first = SoFar.first(soFar);
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        chunk.put("id", first.path("id").asText(style.ids().get())).put("object", "chat.completion.chunk");
        JsonNode created = first.path("created");
        chunk.put(
                "created",
                created.isNumber() ? created.longValue() : clock.instant().getEpochSecond());
        chunk.put("model", first.path("model").asText(call.inference().model().orElse("")));
        chunk.put("provider", first.path("provider").asText(style.upstream().orElse("")));
        chunk.set("error", error.body().path("error"));
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put("content", "");
        choice.put("finish_reason", "error");
        return "data: " + chunk + "\n\n";
    }

    @Override
    public String keepAlive() {
        return KEEP_ALIVE;
    }

    @Override
    public Reply within200(Draft error, Call call) {
        return Streamed.within200(this, error, call);
    }
}
