package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {

    private static final int MANY = 100;

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong collections = new AtomicLong();
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger given = new AtomicInteger();
    private final IdleMemory memory = new IdleMemory(begun::get, inFlight::get, collections::get, used::get, () -> {
        given.incrementAndGet();
        collections.incrementAndGet();
    });

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            memory.look();
        }
    }

    @Test
    void isLeftAloneWhereNothingWasCollectedAndLittleUsed() {
        used.set(IdleMemory.WORTH_A_COLLECTION - 1);
        look(MANY);
        assertThat(given).hasValue(0);
    }

    @Test
    void isGivenBackOnceWhereALotWasUsedThoughNothingWasCollected() {
        used.set(IdleMemory.WORTH_A_COLLECTION);
        look(MANY);
        assertThat(given).hasValue(1);
    }

    @Test
    void isNotGivenBackWhileACallIsInFlight() {
        inFlight.set(1);
        collections.set(MANY);
        look(MANY);
        assertThat(given).hasValue(0);
    }

    @Test
    void isNotGivenBackInAShortPauseBetweenCalls() {
        collections.set(MANY);
        for (int i = 0; i < MANY; i++) {
            inFlight.set(i % 2);
            memory.look();
        }
        assertThat(given).hasValue(0);
    }

    @Test
    void isNotGivenBackBetweenCallsTooShortToBeMet() {
        collections.set(MANY);
        for (int i = 0; i < MANY; i++) {
            begun.incrementAndGet();
            memory.look();
        }
        assertThat(given).hasValue(0);
    }

    @Test
    void isGivenBackOnceWhenCallsHaveStopped() {
        inFlight.set(1);
        collections.set(MANY);
        memory.look();
        inFlight.set(0);
        look(MANY);
        assertThat(given).hasValue(1);
    }

    @Test
    void isGivenBackAgainAfterTheNextLoad() {
        collections.set(MANY);
        look(MANY);
        collections.addAndGet(MANY);
        look(MANY);
        assertThat(given).hasValue(2);
    }
}
