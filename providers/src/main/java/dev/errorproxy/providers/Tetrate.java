package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.ModelList;
import dev.errorproxy.providers.simulation.OpenAiSimulator;
import dev.errorproxy.providers.simulation.Simulation;
import dev.errorproxy.providers.wording.Dialects;
import dev.errorproxy.providers.wording.TetrateDialects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tetrate's Agent Router Service, which has OpenAI's paths and no mark of its own.
 *
 * <p>Goose and Cline introduce themselves to it with {@code HTTP-Referer} and {@code X-Title}, which they never send to
 * OpenAI; other clients need the explicit prefix {@code /tetrate}.
 */
public final class Tetrate extends Speaker {

    private static final URI UPSTREAM = URI.create("https://api.router.tetrate.ai");

    private static final ModelList MODELS =
            new ModelList("tetrate", List.of("gpt-4o", "claude-sonnet-4-5", "gemini-2.5-flash"));

    /** Creates the provider. */
    public Tetrate() {
        this(Clock.systemUTC());
    }

    Tetrate(Clock clock) {
        this(new TetrateDialects(clock), clock);
    }

    private Tetrate(Dialects dialects, Clock clock) {
        super(dialects, simulation(dialects, clock));
    }

    private static Simulator simulation(Dialects dialects, Clock clock) {
        House house = new House(
                House::bearer,
                (refusal, call) -> dialects.of(call).refusal(refusal),
                call -> dialects.of(call).fields());
        OpenAiSimulator openAi = new OpenAiSimulator(clock, ChatStyle.OPENAI);
        return new Simulation(house, MODELS.routes("/v1")).with(List.of(openAi.chat("/v1/chat/completions")));
    }

    @Override
    public String name() {
        return "tetrate";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.of(UPSTREAM);
    }

    @Override
    public Match match(Call call) {
        boolean introduced = call.bearer().isPresent() && call.hasHeader("HTTP-Referer") && call.hasHeader("X-Title");
        return introduced && call.isUnder("/v1/") ? Match.CLIENT : Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        return Kinds.of(call);
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("TETRATE_HOST", ""));
    }
}
