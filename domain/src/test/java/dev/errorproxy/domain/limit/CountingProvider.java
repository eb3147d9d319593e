package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.TokenCount;
import dev.errorproxy.domain.routing.Route;
import dev.errorproxy.domain.testing.Calls;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A provider that takes a byte for a token and tells every figure that it is handed.
 *
 * @param counts whether it can count tokens
 * @param words whether it can word errors
 */
record CountingProvider(String name, boolean counts, boolean words) implements Provider {

    static Route route(String provider, String key, String model) {
        return route(new CountingProvider(provider, true, true), key, model);
    }

    static Route route(Provider provider, String key, String model) {
        Call call = Calls.with(Calls.post("/v1/x"), "x-api-key", key)
                .withInference(new Inference(Optional.of(model), false));
        return new Route(provider, call, Optional.empty());
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.empty();
    }

    @Override
    public Match match(Call call) {
        return Match.NONE;
    }

    @Override
    public Optional<Reply> error(ErrorMode mode, Call call) {
        return Optional.empty();
    }

    @Override
    public Optional<TokenCount> tokens(Call call, byte[] body) {
        return counts ? Optional.of(new TokenCount(body.length, "bytes")) : Optional.empty();
    }

    @Override
    public List<Header> standing(Standing standing, Call call) {
        return List.of(new Header("standing", told(standing)));
    }

    private static String told(Standing standing) {
        return standing.requests()
                        .map(r -> "r %s of %s reset %s, ".formatted(r.remaining(), r.limit(), r.reset()))
                        .orElse("")
                + standing.tokens()
                        .map(t -> "t %s of %s reset %s, ".formatted(t.remaining(), t.limit(), t.reset()))
                        .orElse("")
                + "asked " + standing.requested();
    }

    @Override
    public Optional<Reply> limited(Standing standing, Call call) {
        return words
                ? Optional.of(Reply.json(
                        429, standing.exceeded().orElseThrow() + " in " + standing.shortfall() + ", " + told(standing)))
                : Optional.empty();
    }

    @Override
    public Optional<Reply> tooLong(TokenCount counted, long window, Call call) {
        return words
                ? Optional.of(Reply.json(400, counted.tokens() + " over " + window + " by " + counted.counter()))
                : Optional.empty();
    }
}
