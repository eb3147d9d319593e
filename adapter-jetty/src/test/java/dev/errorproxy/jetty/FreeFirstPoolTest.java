package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.eclipse.jetty.util.Pool;
import org.junit.jupiter.api.Test;

class FreeFirstPoolTest {

    private final FreeFirstPool<String> pool = new FreeFirstPool<>(3, pooled -> pooled.startsWith("two") ? 2 : 1);

    private Pool.Entry<String> enabled(String pooled) {
        Pool.Entry<String> entry = pool.reserve();
        assertThat(entry.enable(pooled, false)).isTrue();
        return entry;
    }

    @Test
    void givesOutTheOneThatWasUsedLast() {
        enabled("a");
        enabled("b");
        Pool.Entry<String> first = pool.acquire();
        Pool.Entry<String> second = pool.acquire();
        assertThat(pool.acquire()).isNull();
        assertThat(second.release()).isTrue();
        assertThat(first.release()).isTrue();
        assertThat(pool.acquire()).isSameAs(first);
    }

    @Test
    void givesOutOneAsOftenAsItCanBeUsedAtOnce() {
        Pool.Entry<String> two = enabled("two");
        assertThat(pool.acquire()).isSameAs(two);
        assertThat(pool.acquire()).isSameAs(two);
        assertThat(pool.acquire()).isNull();
        assertThat(two.release()).isTrue();
        assertThat(pool.acquire()).isSameAs(two);
    }

    /** As an HTTP/2 connection whose upstream wants no more calls for a while; and no second is made for nothing. */
    @Test
    void givesOutOneThatMayNotBeUsedOnceAndNeverAgain() {
        FreeFirstPool<String> none = new FreeFirstPool<>(3, pooled -> 0);
        Pool.Entry<String> entry = none.reserve();
        entry.enable("a", false);
        assertThat(none.acquire()).isSameAs(entry);
        assertThat(none.acquire()).isNull();
        assertThat(entry.release()).isTrue();
        assertThat(none.acquire()).isNull();
    }

    @Test
    void givesOutOneForAnyNumberOfUses() {
        FreeFirstPool<String> any = new FreeFirstPool<>(3, pooled -> -1);
        Pool.Entry<String> entry = any.reserve();
        entry.enable("a", false);
        for (int i = 0; i < 1000; i++) {
            assertThat(any.acquire()).isSameAs(entry);
        }
    }

    @Test
    void givesOutNothingThatIsOnlyReservedOrRemoved() {
        Pool.Entry<String> reserved = pool.reserve();
        assertThat(reserved.isReserved()).isTrue();
        assertThat(pool.acquire()).isNull();
        Pool.Entry<String> removed = enabled("a");
        assertThat(removed.remove()).isTrue();
        assertThat(removed.remove()).isFalse();
        assertThat(removed.isTerminated()).isTrue();
        assertThat(pool.acquire()).isNull();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void keepsThePlaceOfARemovedOneUntilItsLastUserIsThrough() {
        Pool.Entry<String> two = enabled("two");
        pool.acquire();
        pool.acquire();
        assertThat(two.remove()).isFalse();
        assertThat(two.release()).isFalse();
        assertThat(pool.acquire()).isNull();
        assertThat(pool.size()).isEqualTo(1);
        assertThat(two.remove()).isTrue();
        assertThat(pool.size()).isZero();
    }

    @Test
    void aRetiredOneIsGoneOnceItsUsersAreThrough() {
        Pool.Entry<String> two = enabled("two");
        pool.acquire();
        pool.acquire();
        two.release();
        assertThat(pool.retire("two")).isTrue();
        assertThat(pool.acquire()).isNull();
        assertThat(two.release()).isFalse();
        assertThat(two.remove()).isTrue();
        assertThat(pool.size()).isZero();
    }

    @Test
    void aRetiredOneWithoutUsersIsLeftToRemove() {
        Pool.Entry<String> two = enabled("two");
        assertThat(pool.retire("two")).isFalse();
        assertThat(pool.acquire()).isNull();
        assertThat(two.remove()).isTrue();
        assertThat(pool.retire("two")).isFalse();
    }

    @Test
    void isFullWithReservedOnes() {
        pool.reserve();
        pool.reserve();
        Pool.Entry<String> last = pool.reserve();
        assertThat(pool.reserve()).isNull();
        last.remove();
        assertThat(pool.reserve()).isNotNull();
    }

    @Test
    void enablesOnce() {
        Pool.Entry<String> entry = enabled("a");
        assertThatThrownBy(() -> entry.enable("b", false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesUpAllWhenTerminated() {
        Pool.Entry<String> idle = enabled("a");
        Pool.Entry<String> reserved = pool.reserve();
        assertThat(pool.terminate()).containsExactlyInAnyOrder(idle, reserved);
        assertThat(pool.acquire()).isNull();
        assertThat(pool.reserve()).isNull();
        assertThat(reserved.enable("b", false)).isFalse();
        assertThat(idle.remove()).isTrue();
    }

    @Test
    void neverHasMoreUsersThanItSaysWhateverComesInWhateverOrder() {
        Random random = new Random(1);
        FreeFirstPool<Integer> many = new FreeFirstPool<>(20, pooled -> 1);
        List<Pool.Entry<Integer>> used = new ArrayList<>();
        Set<Pool.Entry<Integer>> idle = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Pool.Entry<Integer> any = used.isEmpty() ? null : used.get(random.nextInt(used.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    Pool.Entry<Integer> fresh = many.reserve();
                    assertThat(fresh == null).isEqualTo(used.size() + idle.size() == 20);
                    if (fresh != null && fresh.enable(i, false)) {
                        idle.add(fresh);
                    }
                }
                case 1, 2 -> {
                    Pool.Entry<Integer> acquired = many.acquire();
                    assertThat(acquired == null).isEqualTo(idle.isEmpty());
                    if (acquired != null) {
                        assertThat(idle.remove(acquired)).isTrue();
                        used.add(acquired);
                    }
                }
                default -> {
                    if (any != null) {
                        used.remove(any);
                        if (random.nextBoolean()) {
                            assertThat(any.release()).isTrue();
                            idle.add(any);
                        } else {
                            assertThat(any.remove()).isTrue();
                        }
                    }
                }
            }
            assertThat(many.getInUseCount()).isEqualTo(used.size());
            assertThat(many.getIdleCount()).isEqualTo(idle.size());
        }
    }
}
