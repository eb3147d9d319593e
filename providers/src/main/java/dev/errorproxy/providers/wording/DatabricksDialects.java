package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.wire.PathNames;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Databricks speaks: its own errors at model serving and management, and at its gateway the dialect that the
 * path's second segment names.
 */
public final class DatabricksDialects implements Dialects {

    /** The endpoint that a path of model serving names. */
    static final Pattern ENDPOINT = Pattern.compile("^/serving-endpoints/([^/]+)/invocations/?$");

    private static final String GATEWAY = "/ai-gateway";

    private final Dialect invocations;
    private final Dialect chat;
    private final Dialect responses;
    private final Dialect others;
    private final Dialects openAi;
    private final Dialects anthropic;
    private final Dialect gemini;

    /** Creates the dialects. */
    public DatabricksDialects(Clock clock) {
        this.invocations = serving(ChatFlavour.ofInvocations(clock), clock);
        this.chat = serving(ChatFlavour.of(ChatStyle.OPENAI, clock), clock);
        this.responses = serving(new ResponsesFlavour(clock), clock);
        this.others = serving(ChatFlavour.ofOthers(clock), clock);
        this.openAi = OpenAiDialects.behindGateway(clock);
        this.anthropic = AnthropicDialects.behindGateway(clock);
        this.gemini = new GoogleDialects(clock).gemini();
    }

    private static Dialect serving(Flavour flavour, Clock clock) {
        return new Dialect(new DatabricksErrors(), new ServingFlavour(flavour), clock);
    }

    @Override
    public Dialect of(Call call) {
        return call.isUnder(GATEWAY) ? atGateway(call) : atServing(call);
    }

    private Dialect atGateway(Call call) {
        if (call.isUnder(GATEWAY + "/anthropic")) {
            return anthropic.of(call);
        }
        return call.isUnder(GATEWAY + "/gemini") ? gemini : openAi.of(call);
    }

    private Dialect atServing(Call call) {
        if (ENDPOINT.matcher(call.path()).find()) {
            return invocations;
        }
        if (call.isUnder("/serving-endpoints/responses")) {
            return responses;
        }
        return OpenAiDialects.CHAT.matcher(call.path()).find() ? chat : others;
    }

    /** Returns what a call asks for: where the body names no model, the path names an endpoint. */
    public static Inference inference(Call call, Inference body) {
        if (call.isUnder(GATEWAY + "/gemini")) {
            return GoogleDialects.inference(call, body);
        }
        Optional<String> model = body.model().or(() -> PathNames.find(ENDPOINT, call));
        return new Inference(model, body.streaming());
    }
}
