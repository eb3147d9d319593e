package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.RetryAfter;
import dev.errorproxy.domain.provider.Standing;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.TokenCount;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import dev.errorproxy.providers.simulation.Refusal;
import dev.errorproxy.providers.simulation.Stop;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One way of a provider to say what is wrong: its errors, and what its answers and streams look like. */
public final class Dialect {

    private final Errors errors;
    private final Flavour flavour;
    private final Clock clock;

    Dialect(Errors errors, Flavour flavour, Clock clock) {
        this.errors = requireNonNull(errors, "errors is null");
        this.flavour = requireNonNull(flavour, "flavour is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Returns the error as a whole answer; empty where the provider has no such error or can't say it so. */
    public Optional<Reply> error(ErrorMode mode, Call call, Wording wording) {
        Wait wait = wait(wording.retryAfter());
        Optional<Draft> worded = errors.error(mode, call, wait);
        Optional<Reply> reply = worded.isEmpty()
                ? stopped(mode, call, wording)
                : worded.flatMap(draft -> mode == ErrorMode.OK_ERROR
                        ? within200(draft, call, wording)
                        : Optional.of(draft.overruled(wording).reply()));
        return reply.map(wait::on);
    }

    /** An overruled status is that of the error in the body, for a 200 is what this error is about. */
    private Optional<Reply> within200(Draft draft, Call call, Wording wording) {
        return wording.status().isPresent() && !draft.repeatsStatus()
                ? Optional.empty()
                : Optional.of(flavour.within200(draft.overruled(wording), call));
    }

    private Optional<Reply> stopped(ErrorMode mode, Call call, Wording wording) {
        return stop(mode, wording)
                .flatMap(stop -> flavour.stopped(stop, call, errors.fields()))
                .map(answer -> reply(answer, wording.status().orElse(answer.status())));
    }

    /** Returns the error as it stands within a live stream; empty where the provider can't say it there. */
    public Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
        List<String> forms = flavour.forms();
        String form = wording.form().orElse(forms.isEmpty() ? "" : forms.get(0));
        if (wording.form().isPresent() && !forms.contains(form)) {
            return Optional.empty();
        }
        Optional<Draft> worded = errors.error(mode, call, wait(wording.retryAfter()));
        boolean mute = wording.status().isPresent() && worded.stream().noneMatch(Draft::repeatsStatus);
        if (mute) {
            return Optional.empty();
        }
        return worded.isPresent()
                ? worded.map(draft -> flavour.frame(draft.overruled(wording), form, call, soFar))
                : stop(mode, wording).flatMap(stop -> flavour.stop(stop, soFar));
    }

    /** Returns the names of the shapes that an error within a stream can take; none where there is one only. */
    public List<String> streamForms() {
        return flavour.forms();
    }

    /** Returns what is sent while a stream has nothing to say. */
    public String keepAlive() {
        return flavour.keepAlive();
    }

    /** Returns how many tokens a decoded body has, where that can be told. */
    public Optional<TokenCount> tokens(Optional<String> model, byte[] body) {
        return flavour.input().count(model, body);
    }

    /** Returns the header fields by which the provider tells how a client stands. */
    public List<Header> standing(Standing standing) {
        return errors.standing(standing, wait(RetryAfter.USUAL));
    }

    /** Returns the rate limit error with the true figures. */
    public Optional<Reply> limited(Standing standing, Call call) {
        RetryAfter shortfall = new RetryAfter(RetryAfter.Form.USUAL, standing.shortfall());
        return errors.limited(standing, call, wait(shortfall))
                .map(Draft::reply)
                .or(() -> error(ErrorMode.RATE_LIMIT, call, Wording.USUAL.withRetryAfter(shortfall)));
    }

    /** Returns the context length error with the true figures. */
    public Reply tooLong(TokenCount counted, long window, Call call) {
        return errors.tooLong(counted.tokens(), window, call).reply();
    }

    /** Returns the header fields of a good answer. */
    public List<Header> fields() {
        return errors.fields();
    }

    /** Returns the proxy's own message. */
    public Reply proxyError(int status, String message) {
        return errors.proxyError(status, message);
    }

    /** Returns what the simulated provider refuses a call with. */
    public Reply refusal(Refusal refusal) {
        return errors.refusal(refusal);
    }

    private Wait wait(RetryAfter told) {
        return new Wait(told, clock.instant());
    }

    /** Returns what ends an answer in the way of an answer, where that is what is asked for. */
    private static Optional<Stop> stop(ErrorMode mode, Wording wording) {
        if (mode != ErrorMode.REFUSAL && mode != ErrorMode.CONTENT_FILTER) {
            return Optional.empty();
        }
        Stop.Kind kind = mode == ErrorMode.REFUSAL ? Stop.Kind.REFUSED : Stop.Kind.FILTERED;
        return Optional.of(new Stop(kind, wording.message(), wording.code()));
    }

    private static Reply reply(SimulatedAnswer answer, int status) {
        String body = answer.pieces().stream().map(Piece::text).collect(Collectors.joining());
        return new Reply(status, answer.headers(), body);
    }
}
