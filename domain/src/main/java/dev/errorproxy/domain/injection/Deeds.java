package dev.errorproxy.domain.injection;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.stream.BodyStrikes;
import java.util.List;
import java.util.Optional;

/**
 * What a fault comes to at one call; empty where the provider has no words for it.
 *
 * @param provider whose call it is
 * @param call the call
 * @param added header fields for the response of a call that is passed on
 */
record Deeds(Provider provider, Call call, List<Header> added) implements Fault.Cases<Optional<Action>> {

    private static final StreamSoFar BEFORE_ANY = new StreamSoFar(false, 0, Optional.empty(), Optional.empty());

    @Override
    public Optional<Action> worded(Fault.Worded fault) {
        return provider.error(fault.mode(), call, fault.wording()).map(reply -> new Action.Answer(fault, reply));
    }

    @Override
    public Optional<Action> canned(Fault.Canned fault) {
        return Optional.of(new Action.Answer(fault, fault.page().reply(fault.status(), fault.message())));
    }

    @Override
    public Optional<Action> inBody(Fault.InBody fault) {
        if (fault.body() instanceof BodyFault.ErrorFrame frame
                && provider.streamError(frame.mode(), call, frame.wording(), BEFORE_ANY)
                        .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.ForwardStruck(fault, BodyStrikes.of(fault.body(), provider, call), added));
    }

    @Override
    public Optional<Action> broken(Fault.Broken fault) {
        return Optional.of(new Action.Break(fault, fault.how(), fault.length()));
    }

    @Override
    public Optional<Action> slow(Fault.Slow fault) {
        return Optional.of(new Action.Forward(Optional.of(fault), added));
    }

    @Override
    public Optional<Action> throttled(Fault.Throttled fault) {
        return Optional.of(new Action.Throttle(fault, fault.bytesPerSecond(), added));
    }
}
