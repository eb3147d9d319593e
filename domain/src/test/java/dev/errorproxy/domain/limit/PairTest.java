package dev.errorproxy.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Standing;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PairTest {

    private static final int THREADS = 4;
    private static final int CALLS = 200_000;

    @Test
    void everyCallOfManyAtOnceTakesItsShare() throws InterruptedException {
        Pair pair = new Pair(OptionalLong.of(10_000_000), OptionalLong.of(10_000_000), 0);
        ExecutorService crowd = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            crowd.execute(() -> {
                for (int j = 0; j < CALLS; j++) {
                    pair.ask(3, 0);
                }
            });
        }
        crowd.shutdown();
        assertThat(crowd.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        Standing standing = pair.ask(3, 0).standing();
        assertThat(standing.requests().orElseThrow().remaining()).isEqualTo(10_000_000 - THREADS * CALLS - 1);
        assertThat(standing.tokens().orElseThrow().remaining()).isEqualTo(10_000_000 - 3 * (THREADS * CALLS + 1));
    }
}
