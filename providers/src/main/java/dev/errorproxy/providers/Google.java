package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.simulation.ChatStyle;
import dev.errorproxy.providers.simulation.GoogleSimulator;
import dev.errorproxy.providers.simulation.House;
import dev.errorproxy.providers.simulation.ModelList;
import dev.errorproxy.providers.simulation.OpenAiSimulator;
import dev.errorproxy.providers.simulation.Simulation;
import dev.errorproxy.providers.wording.Dialects;
import dev.errorproxy.providers.wording.GoogleDialects;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Google's Gemini API, with its OpenAI-compatible paths. */
public final class Google extends Speaker {

    private static final URI UPSTREAM = URI.create("https://generativelanguage.googleapis.com");

    private static final Pattern KEY = Pattern.compile("(^|&)key=[^&]");

    /** Custom methods after a colon (Google's AIP-136); some HTTP clients percent-encode the colon. */
    private static final Pattern METHOD = Pattern.compile(
            "(:|%3[Aa])(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)");

    private static final ModelList MODELS =
            new ModelList("google", List.of("models/gemini-2.5-pro", "models/gemini-2.5-flash"));

    /** Creates the provider. */
    public Google() {
        this(Clock.systemUTC());
    }

    Google(Clock clock) {
        this(new GoogleDialects(clock), clock);
    }

    private Google(Dialects dialects, Clock clock) {
        super(dialects, simulation(dialects, clock));
    }

    private static Simulator simulation(Dialects dialects, Clock clock) {
        House house = new House(
                Google::hasKey,
                (refusal, call) -> dialects.of(call).refusal(refusal),
                call -> dialects.of(call).fields());
        return new Simulation(house, new OpenAiSimulator(clock, ChatStyle.OPENAI).routes("/v1beta/openai"))
                .with(MODELS.routes("/v1beta/openai"))
                .with(new GoogleSimulator().routes("/v1(?:beta|alpha)?"));
    }

    @Override
    public String name() {
        return "google";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.of(UPSTREAM);
    }

    @Override
    public Match match(Call call) {
        if (call.hasHeader("x-goog-api-key")
                || call.hasHeader("x-goog-api-client")
                || call.hasParameter("key")
                || call.isUnder("/v1beta")
                || hasMethod(call.path())) {
            return Match.MARK;
        }
        return call.hasKeyPrefix("AIza") ? Match.KEY : Match.NONE;
    }

    private static boolean hasMethod(String path) {
        boolean colon = path.indexOf(':') >= 0 || path.indexOf('%') >= 0; // Few paths have one.
        return colon && METHOD.matcher(path).find();
    }

    @Override
    public Kind kind(Call call) {
        return Kinds.of(call);
    }

    @Override
    public Inference inference(Call call, byte[] body) {
        return GoogleDialects.inference(call, super.inference(call, body));
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("GOOGLE_HOST", ""), new ClientVariable("GOOGLE_GEMINI_BASE_URL", ""));
    }

    private static boolean hasKey(Call call) {
        return House.hasValue(call, "x-goog-api-key")
                || House.bearer(call)
                || call.query().filter(query -> KEY.matcher(query).find()).isPresent();
    }
}
