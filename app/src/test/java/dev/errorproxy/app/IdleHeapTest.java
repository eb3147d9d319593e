package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleHeapTest {

    private final AtomicLong calls = new AtomicLong();
    private final List<String> intervals = new ArrayList<>();
    private final IdleHeap heap = new IdleHeap(calls::get, intervals::add);

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            heap.look();
        }
    }

    @Test
    void isLeftAloneBeforeTheFirstCall() {
        look(10);
        assertThat(intervals).isEmpty();
    }

    @Test
    void isCollectedWhileThereAreCallsAndALittleLonger() {
        calls.set(5);
        look(1);
        calls.set(9);
        look(3);
        assertThat(intervals).containsExactly("1000");
        look(10);
        assertThat(intervals).containsExactly("1000", "0");
    }

    @Test
    void isCollectedAgainWhenCallsComeAgain() {
        calls.set(5);
        look(10);
        calls.set(6);
        look(10);
        assertThat(intervals).containsExactly("1000", "0", "1000", "0");
    }
}
