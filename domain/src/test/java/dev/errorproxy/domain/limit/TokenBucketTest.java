package dev.errorproxy.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long MINUTE = 60_000_000;

    private record Taken(long at, long amount) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 60, 997, 100_000, 150_000_000})
    void inNoSpanOfTimeMoreIsTakenThanAFullBucketAndWhatRunsIn(long limit) {
        Random random = new Random(limit);
        TokenBucket bucket = new TokenBucket(limit, 0);
        List<Taken> taken = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 600; i++) {
            now += random.nextInt(3) == 0 ? random.nextInt(30_000_000) : random.nextInt(1000);
            bucket.fill(now);
            long amount = 1 + (long) (random.nextDouble() * limit / (1 + random.nextInt(20)));
            if (bucket.has(amount)) {
                bucket.take(amount);
                taken.add(new Taken(now, amount));
            }
        }
        assertThat(taken).hasSizeGreaterThan(10);
        for (int from = 0; from < taken.size(); from++) {
            long sum = 0;
            for (Taken one : taken.subList(from, taken.size())) {
                sum += one.amount();
                assertThat((double) sum)
                        .isLessThanOrEqualTo(
                                limit + limit * ((one.at() - taken.get(from).at()) / (double) MINUTE) + 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 60, 997, 100_000, 150_000_000, TokenBucket.MOST, Long.MAX_VALUE})
    void hasTheAmountWhenTheTimeIsOverAndNotAMicrosecondBefore(long limit) {
        Random random = new Random(limit);
        for (int i = 0; i < 500; i++) {
            long size = Math.min(limit, TokenBucket.MOST);
            TokenBucket bucket = new TokenBucket(limit, 0);
            bucket.take((long) (random.nextDouble() * size));
            bucket.take(bucket.allowance().remaining());
            long wanted = 1 + (long) (random.nextDouble() * (size - 1));
            long until = bucket.until(wanted);
            if (until > 0) {
                bucket.fill(until - 1);
                assertThat(bucket.has(wanted)).isFalse();
            }
            bucket.fill(until);
            assertThat(bucket.has(wanted)).isTrue();
        }
    }

    @Test
    void isNeverMoreThanFullAndTimeNeverRunsBackwards() {
        TokenBucket bucket = new TokenBucket(60, 0);
        bucket.fill(Long.MAX_VALUE / 2);
        assertThat(bucket.allowance().remaining()).isEqualTo(60);
        bucket.take(60);
        bucket.fill(0);
        bucket.fill(Long.MAX_VALUE / 2);
        assertThat(bucket.allowance().remaining()).isZero();
    }
}
