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
import java.util.regex.Pattern;

/** Google's Gemini API, with its OpenAI-compatible paths. */
public final class Google implements Provider {

    private static final URI UPSTREAM = URI.create("https://generativelanguage.googleapis.com");

    /** Custom methods after a colon (Google's AIP-136); some HTTP clients percent-encode the colon. */
    private static final Pattern METHOD = Pattern.compile(
            "(:|%3[Aa])(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)");

    /** Creates the provider. */
    public Google() {}

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
                || METHOD.matcher(call.path()).find()) {
            return Match.MARK;
        }
        return call.hasKeyPrefix("AIza") ? Match.KEY : Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        return Kinds.of(call);
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
    public List<ClientVariable> clientVariables() {
        return List.of(new ClientVariable("GOOGLE_HOST", ""), new ClientVariable("GOOGLE_GEMINI_BASE_URL", ""));
    }

    private static Dialect dialect(Call call) {
        return call.isUnder("/v1beta/openai") ? GoogleDialect.OPENAI_COMPATIBLE : GoogleDialect.GEMINI;
    }
}
