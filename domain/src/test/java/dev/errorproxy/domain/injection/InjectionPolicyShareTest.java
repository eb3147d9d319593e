package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a share is a true share. All generators are seeded, so that a test either always passes or never does. */
class InjectionPolicyShareTest {

    private static final int CALLS = 10_000;
    private static final int SEEDS = 100;
    private static final double SHARE = 0.3;
    private static final long FIRST_DRAW_IS_SMALL = 3;

    /** The draws that many tests look at, by their seeds. */
    private static final Map<Long, Draws> DRAWS = new ConcurrentHashMap<>();

    @Test
    void thirtyPercentOfTenThousandIsWithinFourDeviationsOfThreeThousand() {
        // One standard deviation is the root of 10,000 x 0.3 x 0.7, 45.8 hits.
        for (long seed = 0; seed < 300; seed++) {
            assertThat(draws(seed).count()).as("seed %d", seed).isBetween(3_000 - 183, 3_000 + 183);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.5, 0.9})
    void aShareIsWithinChanceOfItselfForManySeeds(double share) {
        assertChance(seed -> Draws.of(seed, share, CALLS).excess());
    }

    @Test
    void hitsNeitherClusterNorSpreadEvenly() {
        assertChance(seed -> draws(seed).runs());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 100})
    void aDrawTellsNothingAboutALaterOne(int lag) {
        assertChance(seed -> {
            Draws draws = draws(seed);
            return draws.correlation(draws.from(lag));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 1L << 32, Long.MIN_VALUE})
    void aSeedTellsNothingAboutAnother(long apart) {
        assertChance(seed -> draws(seed).correlation(draws(seed + apart)));
    }

    @Test
    void differentSeedsDrawDifferently() {
        assertThat(LongStream.range(0, SEEDS).mapToObj(seed -> draws(seed).hits()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE})
    void theSameSeedRepeatsTheSameDraws(long seed) {
        assertThat(Draws.of(seed, SHARE, CALLS)).isEqualTo(Draws.of(seed, SHARE, CALLS));
    }

    /** Each call has a thread of its own, one after the other so that their order is known. */
    @Test
    void theSameSeedRepeatsTheSameDrawsWhateverTheThreads() throws InterruptedException {
        InjectionPolicy policy = Draws.policy(42, SHARE);
        BitSet hits = new BitSet();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            Thread thread = new Thread(() -> hits.set(number, Draws.hit(policy)));
            thread.start();
            thread.join();
        }
        assertThat(hits).isEqualTo(Draws.of(42, SHARE, 1_000).hits());
    }

    @Test
    void metadataConsumesNoDraw() {
        assertSameDrawsDespite(policy -> Decisions.action(policy, StubProvider.named("stub"), Calls.get("/v1/models")));
    }

    @Test
    void describingConsumesNoDraw() {
        assertSameDrawsDespite(
                policy -> assertThat(policy.describe()).isEqualTo("Rate limit exceeded (30% of requests)"));
    }

    @Test
    void theWholeShareHitsEveryCall() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(Draws.of(seed, 1.0, CALLS).count()).isEqualTo(CALLS);
        }
    }

    /**
     * A draw is a multiple of 2^-53 from 0 up to, not including, 1: only if one equal to the share misses is the share
     * exact. The greatest share that the first draw misses is that draw.
     */
    @Test
    void aDrawEqualToTheShareMisses() {
        double missed = Double.MIN_VALUE;
        double hit = 0.25;
        while (Math.nextUp(missed) < hit) {
            double share = (missed + hit) / 2;
            if (Draws.of(FIRST_DRAW_IS_SMALL, share, 1).count() == 1) {
                hit = share;
            } else {
                missed = share;
            }
        }
        assertThat(missed).isBetween(0.001, 0.249);
        assertThat(missed * 0x1.0p53).isEqualTo(Math.rint(missed * 0x1.0p53));
    }

    @Test
    void aShareThatIsArmedAnewBeforeEachCallIsStillTrue() {
        InjectionPolicy policy = new InjectionPolicy(11);
        int hits = 0;
        for (int i = 0; i < CALLS; i++) {
            policy.arm(ErrorMode.RATE_LIMIT, new Amount.Share(SHARE));
            hits += Draws.hit(policy) ? 1 : 0;
        }
        assertThat(hits).isBetween(3_000 - 183, 3_000 + 183);
    }

    @Test
    void aVanishingShareHitsHardlyAnyCall() {
        assertThat(Draws.of(1, Double.MIN_VALUE, CALLS).count()).isZero();
    }

    private static Draws draws(long seed) {
        return DRAWS.computeIfAbsent(seed, drawn -> Draws.of(drawn, SHARE, CALLS));
    }

    private static void assertSameDrawsDespite(Consumer<InjectionPolicy> disturbance) {
        InjectionPolicy policy = Draws.policy(7, SHARE);
        BitSet hits = new BitSet();
        for (int i = 0; i < CALLS; i++) {
            disturbance.accept(policy);
            hits.set(i, Draws.hit(policy));
        }
        assertThat(hits).isEqualTo(draws(7).hits());
    }

    /**
     * No seed may be far off, nor all seeds together lean to a side, nor be more alike than chance. Of some thousand
     * values one is past 4 deviations every now and then: one past 4.5 is not to be expected.
     */
    private static void assertChance(LongToDoubleFunction statistic) {
        double[] values = LongStream.range(0, SEEDS).mapToDouble(statistic).toArray();
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            assertThat(value).isBetween(-4.5, 4.5);
            sum += value;
            squares += value * value;
        }
        assertThat(sum / SEEDS).isCloseTo(0, within(4 / Math.sqrt(SEEDS)));
        assertThat(squares / SEEDS).isCloseTo(1, within(4 * Math.sqrt(2.0 / SEEDS)));
    }
}
