package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.AnthropicSimulator;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.DatabricksCatalogue;
import dev.errorproxy.providers.simulation.DatabricksSignIn;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.OpenAiSimulator;
import dev.errorproxy.providers.simulation.Route;
import dev.errorproxy.providers.simulation.Simulation;
import dev.errorproxy.providers.wire.Ids;
import dev.errorproxy.providers.wording.DatabricksDialects;
import dev.errorproxy.providers.wording.Dialects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Databricks' model serving and AI gateway.
 *
 * <p>Every workspace has an address of its own, so there is none built in. The gateway's routes speak the dialect that
 * the path's second segment names.
 */
public final class Databricks extends Speaker {

    private static final String GATEWAY = "/ai-gateway";
    private static final String GATEWAY_CATALOGUE = "/api/ai-gateway";
    private static final String WORKSPACE_API = "/api/2.0";
    private static final String CATALOGUE_API = "/api/2.1";
    private static final List<String> PATHS =
            List.of("/serving-endpoints", WORKSPACE_API, CATALOGUE_API, GATEWAY_CATALOGUE, GATEWAY, "/oidc");

    /** Creates the provider. */
    public Databricks() {
        this(Clock.systemUTC());
    }

    Databricks(Clock clock) {
        this(new DatabricksDialects(clock), clock);
    }

    private Databricks(Dialects dialects, Clock clock) {
        super(dialects, simulation(dialects, clock));
    }

    private static Simulator simulation(Dialects dialects, Clock clock) {
        House house = new House(
                House::bearer,
                (refusal, call) -> dialects.of(call).refusal(refusal),
                call -> List.of(new Header("x-request-id", Ids.hex(32))));
        OpenAiSimulator openAi = new OpenAiSimulator(clock, ChatStyle.OPENAI);
        List<Route> models = List.of(
                openAi.invocations("/serving-endpoints/([^/]+)/invocations"),
                openAi.chat("/serving-endpoints/chat/completions"),
                openAi.responses("/serving-endpoints/responses"),
                openAi.embeddings("/serving-endpoints/embeddings"),
                openAi.responses(GATEWAY + "/openai/v1/responses"),
                new AnthropicSimulator().messages(GATEWAY + "/anthropic/v1/messages"),
                openAi.chat(GATEWAY + "/mlflow/v1/chat/completions"));
        return new Simulation(house, models).with(DatabricksCatalogue.routes()).with(DatabricksSignIn.routes());
    }

    @Override
    public String name() {
        return "databricks";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.empty();
    }

    @Override
    public Match match(Call call) {
        if (call.isUnderAny(PATHS)) {
            return Match.PATH;
        }
        return call.hasKeyPrefix("dapi") ? Match.KEY : Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        return Kinds.of(call, WORKSPACE_API, CATALOGUE_API, GATEWAY_CATALOGUE);
    }

    @Override
    public Inference inference(Call call, byte[] body) {
        return DatabricksDialects.inference(call, super.inference(call, body));
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("DATABRICKS_HOST", ""));
    }
}
