package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.How;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.stream.BodyStrike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionTest {

    private static final Fault FAULT = new Fault.Slow();
    private static final List<Header> ADDED = List.of(new Header("a", "b"));
    private static final Reply REPLY = Reply.json(429, "{}");
    private static final BodyStrike STRIKE = (status, type) -> Optional.empty();

    private final Deeds deeds = new Deeds();

    @Test
    void anActionDoesItsOneDeed() {
        new Action.Forward(Optional.empty(), ADDED).on(deeds);
        new Action.Answer(FAULT, REPLY).on(deeds);
        new Action.Refuse("why", REPLY).on(deeds);
        new Action.ForwardStruck(FAULT, STRIKE, ADDED).on(deeds);
        new Action.Throttle(FAULT, 7, ADDED).on(deeds);
        new Action.Break(FAULT, How.HANG, Optional.of(Duration.ofSeconds(1))).on(deeds);
        assertThat(deeds.done)
                .containsExactly(
                        List.of("forward", ADDED),
                        List.of("answer", REPLY),
                        List.of("refuse", "why", REPLY),
                        List.of("forwardStruck", STRIKE, ADDED),
                        List.of("throttle", 7L, ADDED),
                        List.of("break", How.HANG, Optional.of(Duration.ofSeconds(1))));
    }

    @Test
    void anActionNamesTheFaultBehindIt() {
        assertThat(Action.FORWARD.fault()).isEmpty();
        assertThat(new Action.Refuse("why", REPLY).fault()).isEmpty();
        assertThat(List.of(
                        new Action.Forward(Optional.of(FAULT), ADDED),
                        new Action.Answer(FAULT, REPLY),
                        new Action.ForwardStruck(FAULT, STRIKE, ADDED),
                        new Action.Throttle(FAULT, 7, ADDED),
                        new Action.Break(FAULT, How.CLOSE, Optional.empty())))
                .allSatisfy(action -> assertThat(action.fault()).contains(FAULT));
    }

    private static final class Deeds implements Exchange {

        private final List<List<Object>> done = new ArrayList<>();

        @Override
        public void forward(List<Header> added) {
            done.add(List.of("forward", added));
        }

        @Override
        public void answer(Reply reply) {
            done.add(List.of("answer", reply));
        }

        @Override
        public void refuse(String reason, Reply reply) {
            done.add(List.of("refuse", reason, reply));
        }

        @Override
        public void forwardStruck(BodyStrike strike, List<Header> added) {
            done.add(List.of("forwardStruck", strike, added));
        }

        @Override
        public void throttle(long bytesPerSecond, List<Header> added) {
            done.add(List.of("throttle", bytesPerSecond, added));
        }

        @Override
        public void breakConnection(How how, Optional<Duration> length) {
            done.add(List.of("break", how, length));
        }
    }
}
