package dev.errorproxy.domain.testing;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.Wording;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A provider that matches every call equally and whose errors name their kind in the body.
 *
 * @param strength how strongly any call speaks for it
 * @param words whether it gives errors at all
 * @param meanwhile what happens while it words an error
 */
public record StubProvider(String name, Optional<URI> upstream, Match strength, boolean words, Runnable meanwhile)
        implements Provider {

    /** Returns a provider that nothing speaks for, at {@code https://NAME.example}. */
    public static StubProvider named(String name) {
        return new StubProvider(
                name, Optional.of(URI.create("https://" + name + ".example")), Match.NONE, true, () -> {});
    }

    /** Returns this provider, spoken for that strongly. */
    public StubProvider matching(Match match) {
        return new StubProvider(name, upstream, match, words, meanwhile);
    }

    /** Returns this provider without an address of its own. */
    public StubProvider withoutUpstream() {
        return new StubProvider(name, Optional.empty(), strength, words, meanwhile);
    }

    /** Returns this provider, never giving an error. */
    public StubProvider withoutErrors() {
        return new StubProvider(name, upstream, strength, false, meanwhile);
    }

    /** Returns this provider, wording its errors after that has been done. */
    public StubProvider meanwhile(Runnable deed) {
        return new StubProvider(name, upstream, strength, words, deed);
    }

    @Override
    public Match match(Call call) {
        return strength;
    }

    @Override
    public Optional<Reply> error(ErrorMode mode, Call call) {
        meanwhile.run();
        return words ? Optional.of(Reply.json(500, mode.name())) : Optional.empty();
    }

    @Override
    public Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
        return words ? Optional.of(mode.name()) : Optional.empty();
    }

    /** Reads a body that is nothing but the model's name, followed by an exclamation mark where a stream is asked for. */
    @Override
    public Inference inference(Call call, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return new Inference(Optional.of(text.replace("!", "")).filter(name -> !name.isEmpty()), text.endsWith("!"));
    }
}
