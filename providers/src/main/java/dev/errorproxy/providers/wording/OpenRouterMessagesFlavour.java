package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import java.util.List;
import java.util.Optional;

/** OpenRouter's Messages API: Anthropic's, but for the errors, which have OpenRouter's own type and no request id. */
final class OpenRouterMessagesFlavour implements Flavour {

    private final MessagesFlavour messages = new MessagesFlavour();

    @Override
    public Input input() {
        return messages.input();
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return messages.stopped(stop, call, fields);
    }

    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        return messages.stop(stop, soFar);
    }

    @Override
    public List<String> forms() {
        return List.of();
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        ObjectNode body = error.body().deepCopy();
        body.remove("request_id");
        return "event: error\ndata: " + body + "\n\n";
    }

    @Override
    public String keepAlive() {
        return OpenRouterChatFlavour.KEEP_ALIVE;
    }

    @Override
    public Reply within200(Draft error, Call call) {
        return Streamed.within200(this, error, call);
    }
}
