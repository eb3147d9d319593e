package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether a share is a true share. All generators are seeded, so that a run either always passes or never does; each
 * statistic is brought to mean 0 and standard deviation 1.
 */
class InjectionPolicyShareTest {

    private static final int CALLS = 10_000;
    private static final int SEEDS = 300;
    private static final double SHARE = 0.3;
    private static final StubProvider PROVIDER = StubProvider.named("stub");
    private static final Call INFERENCE = Calls.post("/v1/chat/completions");

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9})
    void aShareIsWithinChanceOfItselfForManySeeds(double share) {
        double deviation = Math.sqrt(CALLS * share * (1 - share));
        assertStandardNormal(hits -> (hits.cardinality() - CALLS * share) / deviation, seed -> draws(seed, share));
    }

    /** Wald and Wolfowitz: hits that come in clusters make too few runs, evenly spread ones too many. */
    @Test
    void hitsComeInAsManyRunsAsChanceMakesThem() {
        assertStandardNormal(InjectionPolicyShareTest::runs, seed -> draws(seed, SHARE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 100})
    void aDrawTellsNothingAboutALaterOne(int lag) {
        assertStandardNormal(hits -> correlation(hits, shifted(hits, lag), CALLS - lag), seed -> draws(seed, SHARE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 1L << 32, Long.MIN_VALUE})
    void aSeedTellsNothingAboutAnother(long apart) {
        assertStandardNormal(
                hits -> hits, seed -> correlation(draws(seed, SHARE), draws(seed + apart * SEEDS, SHARE), CALLS));
    }

    @Test
    void differentSeedsDrawDifferently() {
        assertThat(LongStream.range(0, SEEDS).mapToObj(seed -> draws(seed, SHARE)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE})
    void theSameSeedRepeatsTheSameDraws(long seed) {
        assertThat(draws(seed, SHARE)).isEqualTo(draws(seed, SHARE));
    }

    @Test
    void theSameSeedRepeatsTheSameDrawsWhateverTheThreads() {
        InjectionPolicy policy = armed(42, SHARE);
        BitSet hits = new BitSet();
        for (int i = 0; i < 1_000; i++) {
            // Each call runs on a thread of its own, one after the other, so that their order is known.
            int number = i;
            Thread thread = new Thread(() -> hits.set(number, hit(policy)));
            thread.start();
            assertThat(CompletableFuture.runAsync(() -> join(thread))).succeedsWithin(java.time.Duration.ofSeconds(30));
        }
        assertThat(hits).isEqualTo(draws(42, SHARE).get(0, 1_000));
    }

    @Test
    void metadataConsumesNoDraw() {
        InjectionPolicy policy = armed(7, SHARE);
        BitSet hits = new BitSet();
        for (int i = 0; i < CALLS; i++) {
            policy.decide(PROVIDER, Calls.get("/v1/models"));
            hits.set(i, hit(policy));
        }
        assertThat(hits).isEqualTo(draws(7, SHARE));
    }

    @Test
    void describingConsumesNoDraw() {
        InjectionPolicy policy = armed(7, SHARE);
        BitSet hits = new BitSet();
        for (int i = 0; i < CALLS; i++) {
            assertThat(policy.describe()).isEqualTo("Rate limit exceeded (30% of requests)");
            hits.set(i, hit(policy));
        }
        assertThat(hits).isEqualTo(draws(7, SHARE));
    }

    @Test
    void theWholeShareHitsEveryCall() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(draws(seed, 1.0).cardinality()).isEqualTo(CALLS);
        }
    }

    @Test
    void theSmallestShareHitsNoCallHere() {
        assertThat(draws(1, Double.MIN_VALUE).cardinality()).isZero();
    }

    private static InjectionPolicy armed(long seed, double share) {
        InjectionPolicy policy = new InjectionPolicy(seed);
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Share(share));
        return policy;
    }

    private static boolean hit(InjectionPolicy policy) {
        return policy.decide(PROVIDER, INFERENCE).injects().isPresent();
    }
}
