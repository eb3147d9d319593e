package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.AnthropicSimulator;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.OpenAiSimulator;
import dev.errorproxy.providers.simulation.OpenRouterModels;
import dev.errorproxy.providers.simulation.Simulation;
import dev.errorproxy.providers.wording.OpenRouterDialects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** OpenRouter, which serves OpenAI's and Anthropic's dialects below paths of its own. */
public final class OpenRouter extends Speaker {

    private static final URI UPSTREAM = URI.create("https://openrouter.ai");

    /** Creates the provider. */
    public OpenRouter() {
        this(Clock.systemUTC());
    }

    OpenRouter(Clock clock) {
        this(new OpenRouterDialects(clock), clock);
    }

    private OpenRouter(OpenRouterDialects dialects, Clock clock) {
        super(dialects, simulation(dialects, clock));
    }

    private static Simulator simulation(OpenRouterDialects dialects, Clock clock) {
        House house = new House(
                call -> House.bearer(call) || House.hasValue(call, "x-api-key"),
                (refusal, call) -> dialects.of(call).refusal(refusal),
                call -> dialects.of(call).fields());
        OpenAiSimulator openAi = new OpenAiSimulator(clock, dialects.style());
        return new Simulation(
                house,
                List.of(
                        openAi.chat("/api/v1/chat/completions"),
                        openAi.responses("/api/v1/responses"),
                        new AnthropicSimulator().messages("/api/v1/messages"),
                        OpenRouterModels.route("/api/v1/models")));
    }

    @Override
    public String name() {
        return "openrouter";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.of(UPSTREAM);
    }

    @Override
    public Match match(Call call) {
        if (call.isUnder("/api/v1") || call.isUnder("/api/alpha")) {
            return Match.PATH;
        }
        return call.hasKeyPrefix("sk-or-") ? Match.KEY : Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        // The exchange of a sign-in code for a key, and the management of keys.
        return Kinds.of(call, "/api/v1/auth", "/api/v1/keys");
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("OPENROUTER_HOST", ""));
    }
}
