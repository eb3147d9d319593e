package dev.errorproxy.providers;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** OpenAI's API, chat and Responses; many others speak its dialect, so that it takes what nobody else claims. */
public final class OpenAi implements Provider {

    private static final URI UPSTREAM = URI.create("https://api.openai.com");

    /** Creates the provider. */
    public OpenAi() {}

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
    public Optional<Reply> error(ErrorMode mode, Call call) {
        return Optional.of(OpenAiDialect.of(call).error(mode, call));
    }

    @Override
    public Reply proxyError(int status, String message, Call call) {
        return OpenAiDialect.of(call).proxyError(status, message);
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("OPENAI_HOST", ""), new ClientVariable("OPENAI_BASE_URL", "/v1"));
    }
}
