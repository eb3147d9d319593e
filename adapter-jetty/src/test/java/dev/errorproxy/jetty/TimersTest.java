package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

class TimersTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Clockwork clockwork = new Clockwork();
    private final List<String> done = new ArrayList<>();

    private Timers timers() {
        Components components = mock(Components.class);
        when(components.getScheduler()).thenReturn(clockwork);
        when(components.getExecutor()).thenReturn(Runnable::run);
        return new Timers(components);
    }

    @Test
    void doWhatIsDue() {
        timers().schedule(HOUR, () -> done.add("deed"));
        clockwork.strike();
        assertThat(done).containsExactly("deed");
    }

    @Test
    void holdNothingOnceTheCallHasEnded() {
        Timers timers = timers();
        timers.schedule(HOUR, () -> done.add("first"));
        timers.schedule(HOUR, () -> done.add("second"));
        timers.end();
        timers.schedule(HOUR, () -> done.add("third"));
        assertThat(clockwork.scheduled).isEmpty();
    }

    @Test
    void doNothingMoreOnceTheCallHasEndedHoweverDueItWas() {
        Timers timers = timers();
        timers.schedule(HOUR, () -> done.add("deed"));
        List<Runnable> due = List.copyOf(clockwork.scheduled);
        timers.end();
        due.forEach(Runnable::run);
        assertThat(done).isEmpty();
    }

    /** Strikes when told. */
    private static final class Clockwork extends AbstractLifeCycle implements Scheduler {

        private final List<Runnable> scheduled = new ArrayList<>();

        @Override
        public Task schedule(Runnable task, long delay, java.util.concurrent.TimeUnit units) {
            assertThat(Duration.of(delay, units.toChronoUnit())).isEqualTo(HOUR);
            scheduled.add(task);
            return () -> scheduled.remove(task);
        }

        void strike() {
            List.copyOf(scheduled).forEach(Runnable::run);
        }
    }
}
