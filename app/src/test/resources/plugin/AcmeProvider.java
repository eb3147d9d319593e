package com.acme.errorproxy;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Json;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import java.net.URI;
import java.util.Optional;

/** Acme's API, whose clients send their key in a header of its own. */
public final class AcmeProvider implements Provider {

    @Override
    public String name() {
        return "acme";
    }

    @Override
    public Optional<URI> upstream() {
        return Optional.of(URI.create("https://api.acme.example"));
    }

    @Override
    public Match match(Call call) {
        return call.hasHeader("x-acme-key") ? Match.MARK : Match.NONE;
    }

    @Override
    public Optional<Reply> error(ErrorMode mode, Call call) {
        return switch (mode) {
            case CONTEXT_LENGTH -> reply(400, "prompt_too_long", "The prompt has more than 32768 tokens.");
            case RATE_LIMIT -> reply(
                    429, "slow_down", "Too many requests; retry in 2 s.", new Header("Retry-After", "2"));
            case SERVER_ERROR -> reply(500, "internal", "Something broke on our side.");
            default -> Optional.empty(); // Acme has no such error: the call passes.
        };
    }

    private static Optional<Reply> reply(int status, String code, String message, Header... more) {
        String body = "{\"fault\":{\"code\":%s,\"text\":%s}}".formatted(Json.quote(code), Json.quote(message));
        return Optional.of(Reply.json(status, body, more));
    }
}
