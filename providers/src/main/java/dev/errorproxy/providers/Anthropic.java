package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.AnthropicSimulator;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.Simulation;
import dev.errorproxy.providers.wording.AnthropicDialects;
import dev.errorproxy.providers.wording.Dialects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Anthropic's API; its official SDKs send a bearer key, so that {@code anthropic-version} tells more than the key. */
public final class Anthropic extends Speaker {

    private static final URI UPSTREAM = URI.create("https://api.anthropic.com");
    private static final String SIGN_IN = "/v1/oauth";

    /** Creates the provider. */
    public Anthropic() {
        this(Clock.systemUTC());
    }

    Anthropic(Clock clock) {
        this(new AnthropicDialects(clock), clock);
    }

    private Anthropic(Dialects dialects, Clock clock) {
        super(dialects, simulation(dialects, clock));
    }

    private static Simulator simulation(Dialects dialects, Clock clock) {
        House house = new House(
                call -> House.bearer(call) || House.hasValue(call, "x-api-key"),
                (refusal, call) -> dialects.of(call).refusal(refusal),
                call -> dialects.of(call).fields());
        return new Simulation(house, new AnthropicSimulator().routes("/v1"));
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.of(UPSTREAM);
    }

    @Override
    public Match match(Call call) {
        if (call.hasHeader("anthropic-version")
                || call.hasHeader("x-api-key")
                || call.isUnder("/v1/messages")
                || call.isUnder("/v1/complete")
                || call.isUnder(SIGN_IN)) {
            return Match.DIALECT;
        }
        return call.hasKeyPrefix("sk-ant-") ? Match.KEY : Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        return Kinds.of(call, SIGN_IN);
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("ANTHROPIC_HOST", ""), new ClientVariable("ANTHROPIC_BASE_URL", ""));
    }
}
