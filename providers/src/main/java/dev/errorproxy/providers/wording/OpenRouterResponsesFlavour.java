package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * OpenRouter's Responses API, whose errors map to the few codes of OpenAI's and keep OpenRouter's own type beside them.
 *
 * <p>The three shapes within a stream are those of its errors-and-debugging page.
 */
final class OpenRouterResponsesFlavour implements Flavour {

    private static final String FAILED = "failed";
    private static final String RESPONSE_ERROR = "response-error";
    private static final String ERROR = "error";

    private final ResponsesFlavour responses;
    private final Clock clock;

    OpenRouterResponsesFlavour(Clock clock) {
        this.responses = new ResponsesFlavour(clock);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Input input() {
        return responses.input();
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return responses.stopped(stop, call, fields);
    }

    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        return responses.stop(stop, soFar);
    }

    @Override
    public List<String> forms() {
        return List.of(FAILED, RESPONSE_ERROR, ERROR);
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        return switch (form) {
            case RESPONSE_ERROR -> LiveResponse.event("response.error", soFar, nodes().set("error", said(error)));
            case ERROR -> LiveResponse.event("error", soFar, nodes().set("error", said(error)));
            default -> LiveResponse.event("response.failed", soFar, nodes().set("response", failed(error, soFar)));
        };
    }

    @Override
    public String keepAlive() {
        return OpenRouterChatFlavour.KEEP_ALIVE;
    }

    /** Without a stream it is the failed response itself. */
    @Override
    public Reply within200(Draft error, Call call) {
        Draft response = Draft.of(200, failed(error, Streamed.NOTHING), error.places(), error.headers());
        return call.inference().streaming() ? Streamed.within200(this, error, call) : response.reply();
    }

    private ObjectNode failed(Draft error, StreamSoFar soFar) {
        ObjectNode response = LiveResponse.of(soFar, "failed", clock);
        response.set("error", said(error));
        return response.put("error_type", type(error));
    }

    private static ObjectNode said(Draft error) {
        return nodes().put("code", code(type(error))).put("message", error.message());
    }

    private static String type(Draft error) {
        return error.body().at("/error/metadata/error_type").asText();
    }

    private static String code(String errorType) {
        return switch (errorType) {
            case "rate_limit_exceeded" -> "rate_limit_exceeded";
            case "context_length_exceeded", "invalid_request" -> "invalid_prompt";
            case "content_policy_violation" -> "image_content_policy_violation";
            default -> "server_error";
        };
    }

    private static ObjectNode nodes() {
        return JsonNodeFactory.instance.objectNode();
    }
}
