package dev.errorproxy.providers;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.TokenCount;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.wire.Inferences;
import dev.errorproxy.providers.wire.RequestBody;
import dev.errorproxy.providers.wording.Dialect;
import dev.errorproxy.providers.wording.Dialects;
import java.util.List;
import java.util.Optional;

/** What the built-in providers have in common: everything they say is said in the dialect of the call's path. */
abstract class Speaker implements Provider, Simulator {

    private final Dialects dialects;
    private final Simulator simulation;

    Speaker(Dialects dialects, Simulator simulation) {
        this.dialects = requireNonNull(dialects, "dialects is null");
        this.simulation = requireNonNull(simulation, "simulation is null");
    }

    @Override
    public final Optional<Reply> error(ErrorMode mode, Call call) {
        return error(mode, call, Wording.USUAL);
    }

    @Override
    public final Optional<Reply> error(ErrorMode mode, Call call, Wording wording) {
        return dialect(call).error(mode, call, wording);
    }

    @Override
    public final Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
        return dialect(call).streamError(mode, call, wording, soFar);
    }

    @Override
    public final List<String> streamForms(Call call) {
        return dialect(call).streamForms();
    }

    @Override
    public final String keepAlive(Call call) {
        return dialect(call).keepAlive();
    }

    @Override
    public Inference inference(Call call, byte[] body) {
        return Inferences.of(call, body);
    }

    @Override
    public final Optional<TokenCount> tokens(Call call, byte[] body) {
        return new RequestBody(call, body)
                .whole()
                .flatMap(whole -> dialect(call).tokens(inference(call, body).model(), whole));
    }

    @Override
    public final List<Header> standing(Standing standing, Call call) {
        return dialect(call).standing(standing);
    }

    @Override
    public final Optional<Reply> limited(Standing standing, Call call) {
        return dialect(call).limited(standing, call);
    }

    @Override
    public final Optional<Reply> tooLong(TokenCount counted, long window, Call call) {
        return Optional.of(dialect(call).tooLong(counted, window, call));
    }

    @Override
    public final Reply proxyError(int status, String message, Call call) {
        return dialect(call).proxyError(status, message);
    }

    @Override
    public final SimulatedAnswer answer(Call call, byte[] body, int replyTokens) {
        return simulation.answer(call, body, replyTokens);
    }

    private Dialect dialect(Call call) {
        return dialects.of(call);
    }
}
