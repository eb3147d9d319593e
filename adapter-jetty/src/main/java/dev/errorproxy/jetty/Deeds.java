package dev.errorproxy.jetty;

import dev.errorproxy.domain.fault.How;
import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Exchange;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.stream.BodyStrike;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Does with a call what the domain decided.
 *
 * @param call the call
 */
record Deeds(ProxiedCall call) implements Exchange {

    /** Does what was decided, after the delay that was. */
    void begin() {
        Decision decision = call.decision();
        if (decision.delay().isZero()) {
            decision.action().on(this);
            return;
        }
        if (decision.action().isDelay()) {
            call.struck(); // A client that gives up meanwhile has met it.
        }
        after(decision.delay(), () -> decision.action().on(this));
    }

    /** Does that later; the client may leave meanwhile. */
    private void after(Duration time, Runnable deed) {
        call.watchClient();
        call.timers().schedule(time, deed);
    }

    @Override
    public void answer(Reply reply) {
        call.struck();
        call.answer(reply, "injected", Ending.COMPLETED, "");
    }

    @Override
    public void refuse(String reason, Reply reply) {
        call.answer(reply, "request-error", Ending.COMPLETED, reason);
    }

    @Override
    public void forward(List<Header> added) {
        call.struck(); // If it was to be, then by its delay, which is over.
        call.forward(Optional.empty(), added);
    }

    @Override
    public void forwardStruck(BodyStrike strike, List<Header> added) {
        call.forward(Optional.of(strike), added);
    }

    @Override
    public void throttle(long bytesPerSecond, List<Header> added) {
        call.struck();
        call.narrow(bytesPerSecond, () -> call.forward(Optional.empty(), added));
    }

    @Override
    public void breakConnection(How how, Optional<Duration> length) {
        call.struck();
        switch (how) {
            case REFUSE -> call.closedByFault();
            case RESET -> call.resetByFault();
            case HANG -> length.ifPresentOrElse(time -> after(time, () -> forward(List.of())), call::watchClient);
            case CLOSE -> call.headByFault();
        }
    }
}
