package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import dev.errorproxy.providers.simulation.StoppedAnswers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * OpenAI's Responses, whose errors within a stream take three shapes.
 *
 * <p>Nested as reported in dyad (#1672), flat as in OpenAI's API reference, and the response failed as in sub2api (#6631).
 */
final class ResponsesFlavour implements Flavour {

    private static final String NESTED = "nested";
    private static final String FLAT = "flat";
    private static final String FAILED = "failed";

    private final Clock clock;

    ResponsesFlavour(Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Input input() {
        return Input.RESPONSES;
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        // A refusal gives no reason that could be another one.
        return stop.isRefused() && stop.reason().isPresent()
                ? Optional.empty()
                : Optional.of(StoppedAnswers.response(stop, call, fields, clock.instant()));
    }

    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        if (stop.isRefused() || stop.message().isPresent()) {
            return Optional.empty();
        }
        ObjectNode response = LiveResponse.of(soFar, "incomplete", clock);
        response.putObject("incomplete_details").put("reason", stop.reason().orElse("content_filter"));
        return Optional.of(LiveResponse.event("response.incomplete", soFar, nodes().set("response", response)));
    }

    @Override
    public List<String> forms() {
        return List.of(NESTED, FLAT, FAILED);
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        JsonNode said = error.body().path("error");
        return switch (form) {
            case FLAT -> LiveResponse.event("error", soFar, flat(said));
            case FAILED -> LiveResponse.event("response.failed", soFar, failed(said, soFar));
            default -> LiveResponse.event("error", soFar, nodes().set("error", nested(said)));
        };
    }

    private static ObjectNode nested(JsonNode said) {
        ObjectNode nested = nodes();
        nested.set("type", said.path("type"));
        nested.set("code", said.path("code"));
        nested.set("message", said.path("message"));
        nested.set("param", said.path("param"));
        return nested;
    }

    private static ObjectNode flat(JsonNode said) {
        ObjectNode flat = nodes();
        flat.set("code", said.path("code"));
        flat.set("message", said.path("message"));
        flat.set("param", said.path("param"));
        return flat;
    }

    /** A response that fails has a code at any rate, and for a failed server another one than a 500 has. */
    private ObjectNode failed(JsonNode said, StreamSoFar soFar) {
        ObjectNode response = LiveResponse.of(soFar, "failed", clock);
        ObjectNode error = response.putObject("error");
        String code = said.path("code").asText();
        boolean own = said.path("code").isTextual() && !code.equals("internal_server_error");
        error.put("code", own ? code : "server_error");
        error.set("message", said.path("message"));
        return nodes().set("response", response);
    }

    private static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }
}
