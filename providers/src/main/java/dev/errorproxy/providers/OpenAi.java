package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.ModelList;
import dev.errorproxy.providers.simulation.OpenAiSimulator;
import dev.errorproxy.providers.simulation.Simulation;
import dev.errorproxy.providers.wording.Dialect;
import dev.errorproxy.providers.wording.Dialects;
import dev.errorproxy.providers.wording.OpenAiDialects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** OpenAI's API, chat and Responses; many others speak its dialect, so that it takes what nobody else claims. */
public final class OpenAi extends Speaker {

    private static final URI UPSTREAM = URI.create("https://api.openai.com");

    private static final ModelList MODELS = new ModelList(
            "system", List.of("gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-5", "o4-mini", "text-embedding-3-small"));

    private static final List<Header> LIMITS = List.of(
            new Header("x-ratelimit-limit-requests", "500"),
            new Header("x-ratelimit-limit-tokens", "30000"),
            new Header("x-ratelimit-remaining-requests", "499"),
            new Header("x-ratelimit-remaining-tokens", "29000"),
            new Header("x-ratelimit-reset-requests", "120ms"),
            new Header("x-ratelimit-reset-tokens", "2s"));

    /** Creates the provider. */
    public OpenAi() {
        this(Clock.systemUTC());
    }

    OpenAi(Clock clock) {
        this(new OpenAiDialects(clock), clock);
    }

    private OpenAi(Dialects dialects, Clock clock) {
        super(dialects, simulation(dialects, clock));
    }

    private static Simulator simulation(Dialects dialects, Clock clock) {
        House house = new House(
                House::bearer,
                (refusal, call) -> dialects.of(call).refusal(refusal),
                call -> fields(dialects.of(call)));
        return new Simulation(house, new OpenAiSimulator(clock, ChatStyle.OPENAI).routes("/v1"))
                .with(MODELS.routes("/v1"));
    }

    /** The fields of a good answer, of which the limits are those of a small account and never used up. */
    private static List<Header> fields(Dialect dialect) {
        return Stream.concat(dialect.fields().stream(), LIMITS.stream()).toList();
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.of(UPSTREAM);
    }

    @Override
    public Match match(Call call) {
        if (call.hasKeyPrefix("sk-proj-") || call.hasKeyPrefix("sk-svcacct-")) {
            return Match.KEY;
        }
        // Weaker than a key: OpenAI's SDKs send these from the environment, whomever they are pointed at.
        if (call.hasHeader("OpenAI-Organization") || call.hasHeader("OpenAI-Project")) {
            return Match.CLIENT;
        }
        return call.bearer().isPresent() ? Match.GENERIC : Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        return Kinds.of(call);
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("OPENAI_HOST", ""), new ClientVariable("OPENAI_BASE_URL", "/v1"));
    }
}
