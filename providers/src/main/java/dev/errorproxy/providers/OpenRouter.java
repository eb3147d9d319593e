package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.AnthropicSimulator;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.OpenAiSimulator;
import dev.errorproxy.providers.simulation.OpenRouterModels;
import dev.errorproxy.providers.simulation.Simulation;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** OpenRouter, which serves OpenAI's and Anthropic's dialects below paths of its own. */
public final class OpenRouter implements Provider, Simulator {

    private static final URI UPSTREAM = URI.create("https://openrouter.ai");

    private final Dialect own;
    private final Dialect messages;
    private final Simulator simulation;

    /** Creates the provider. */
    public OpenRouter() {
        this(Clock.systemUTC());
    }

    OpenRouter(Clock clock) {
        GenerationIds ids = new GenerationIds(clock);
        this.own = new OpenRouterDialect(ids);
        this.messages = new OpenRouterMessagesDialect(ids);
        House house = new House(
                call -> House.bearer(call) || House.hasValue(call, "x-api-key"),
                (refusal, call) -> dialect(call).refusal(refusal),
                call -> List.of(ids.next().header()));
        OpenAiSimulator openAi =
                new OpenAiSimulator(clock, new ChatStyle(() -> ids.next().value(), Optional.of("Offline")));
        this.simulation = new Simulation(
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
    public Optional<Reply> error(ErrorMode mode, Call call) {
        return Optional.of(dialect(call).error(mode, call));
    }

    @Override
    public Reply proxyError(int status, String message, Call call) {
        return dialect(call).proxyError(status, message);
    }

    @Override
    public SimulatedAnswer answer(Call call, byte[] body, int replyTokens) {
        return simulation.answer(call, body, replyTokens);
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("OPENROUTER_HOST", ""));
    }

    private Dialect dialect(Call call) {
        return call.isUnder("/api/v1/messages") ? messages : own;
    }
}
