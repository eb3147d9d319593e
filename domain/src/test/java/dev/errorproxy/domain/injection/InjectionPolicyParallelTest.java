package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads on one policy, let go at once. */
class InjectionPolicyParallelTest {

    private static final int THREADS = 300;
    private static final StubProvider PROVIDER = StubProvider.named("stub");
    private static final Call INFERENCE = Calls.post("/v1/chat/completions");

    private final InjectionPolicy policy = new InjectionPolicy(1);

    @RepeatedTest(4)
    void strikesExactlyAsOftenAsArmedHoweverManyAskAtOnce() {
        policy.arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(100));
        List<ErrorMode> injected = Crowd.of(THREADS, number -> decide());
        assertThat(injected).hasSize(100).containsOnly(ErrorMode.CONTEXT_LENGTH);
        assertThat(policy.describe()).isEqualTo("No error (pass through)");
        assertThat(decide()).isEmpty();
    }

    /** The worst case on purpose: all calls are found worth an error before the first one takes it. */
    @RepeatedTest(4)
    void strikesExactlyAsOftenAsArmedWhereAllAreWordedBeforeOneIsTaken() {
        policy.arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(100));
        CountDownLatch worded = new CountDownLatch(THREADS);
        StubProvider slow = PROVIDER.meanwhile(() -> {
            worded.countDown();
            Crowd.await(worded);
        });
        List<ErrorMode> injected = Crowd.of(THREADS, number -> Decisions.mode(policy, slow, INFERENCE).stream());
        assertThat(injected).hasSize(100).containsOnly(ErrorMode.CONTEXT_LENGTH);
        assertThat(policy.describe()).isEqualTo("No error (pass through)");
        assertThat(decide()).isEmpty();
    }

    @RepeatedTest(4)
    void strikesExactlyAsOftenAsArmedAmongMetadataAndProvidersWithoutErrors() {
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Times(100));
        List<ErrorMode> injected = Crowd.of(THREADS, number -> {
            Decisions.action(policy, PROVIDER, Calls.get("/v1/models"));
            Decisions.action(policy, PROVIDER.withoutErrors(), INFERENCE);
            return decide();
        });
        assertThat(injected).hasSize(100).containsOnly(ErrorMode.RATE_LIMIT);
    }

    @RepeatedTest(4)
    void armingInTheMiddleStrikesExactlyAsOftenAsArmedAnew() {
        policy.arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(1_000_000));
        CountDownLatch rearmed = new CountDownLatch(1);
        List<ErrorMode> injected = Crowd.of(THREADS, number -> {
            if (number == 0) {
                policy.arm(ErrorMode.RATE_LIMIT, new Amount.Times(50));
                rearmed.countDown();
                return Stream.empty();
            }
            Stream<ErrorMode> before = decide();
            Crowd.await(rearmed);
            return Stream.concat(before, decide());
        });
        assertThat(injected.stream().filter(ErrorMode.RATE_LIMIT::equals)).hasSize(50);
        assertThat(policy.describe()).isEqualTo("No error (pass through)");
    }

    @Test
    void aSeedHitsAsManyOfTheSameNumberOfCallsWhateverTheThreads() {
        InjectionPolicy share = Draws.policy(42, 0.3);
        List<Boolean> hits = Crowd.of(THREADS, number -> IntStream.range(0, 20).mapToObj(i -> Draws.hit(share)));
        assertThat(Collections.frequency(hits, true))
                .isEqualTo(Draws.of(42, 0.3, THREADS * 20).count());
    }

    /** What is left is read while others spend it: the mode is then shown with something left, or not at all. */
    @Test
    void neverShowsAModeWithNothingLeft() {
        AtomicBoolean spending = new AtomicBoolean(true);
        List<String> shown = Crowd.of(2, number -> {
            if (number == 0) {
                return Stream.generate(policy::describe)
                        .takeWhile(line -> spending.get())
                        .distinct();
            }
            for (int round = 0; round < 100_000; round++) {
                policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
                Decisions.action(policy, PROVIDER, INFERENCE);
            }
            spending.set(false);
            return Stream.empty();
        });
        assertThat(shown).isSubsetOf("Rate limit exceeded (1 remaining)", "No error (pass through)");
    }

    private Stream<ErrorMode> decide() {
        return Decisions.mode(policy, PROVIDER, INFERENCE).stream();
    }
}
