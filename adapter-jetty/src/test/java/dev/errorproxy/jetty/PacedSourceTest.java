package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

class PacedSourceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock = new Clock();
    private final Pieces pieces = new Pieces();

    private PacedSource paced(long bytesPerSecond) {
        return new PacedSource(pieces, bytesPerSecond, clock, () -> clock.now);
    }

    /** Reads all there is, waiting by the clock, and returns it. */
    private String readAll(PacedSource source) {
        StringBuilder read = new StringBuilder();
        while (true) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(() -> {});
                clock.runNext();
                continue;
            }
            read.append(StandardCharsets.ISO_8859_1.decode(chunk.getByteBuffer()));
            if (chunk.isLast()) {
                return read.toString();
            }
        }
    }

    @Test
    void takesAsLongAsTheLineIsNarrow() {
        pieces.add("x".repeat(1_000), true);
        assertThat(readAll(paced(100))).isEqualTo("x".repeat(1_000));
        // The last piece leaves a twentieth of a second before the line is free again.
        assertThat(clock.now).isEqualTo(10 * SECOND - SECOND / 20);
    }

    @Test
    void aLineOfOneByteASecondTakesOneByteAtATime() {
        pieces.add("abc", true);
        assertThat(readAll(paced(1))).isEqualTo("abc");
        assertThat(clock.now).isEqualTo(2 * SECOND);
    }

    @Test
    void theLineIsAsNarrowForManySmallPieces() {
        for (int i = 0; i < 100; i++) {
            pieces.add("x", false);
        }
        pieces.add("", true);
        assertThat(readAll(paced(100))).hasSize(100);
        assertThat(clock.now).isEqualTo(SECOND - SECOND / 100);
    }

    @Test
    void aLineThatWasIdleSavedNothingUp() {
        pieces.add("x".repeat(10), true);
        PacedSource source = paced(100);
        clock.now = 60 * SECOND;
        assertThat(source.read().remaining()).isEqualTo(5);
        assertThat(source.read()).isNull();
    }

    @Test
    void aFailureWaitsForNothing() {
        pieces.add("x".repeat(10), false);
        PacedSource source = paced(1);
        assertThat(source.read().remaining()).isEqualTo(1);
        source.fail(new IllegalStateException("gone"));
        assertThat(pieces.failure).hasMessage("gone");
    }

    @Test
    void whatHasNotPassedIsGivenBackWhereItFails() {
        AtomicInteger released = new AtomicInteger();
        pieces.chunks.add(Content.Chunk.from(ByteBuffer.allocate(10), false, (Runnable) released::incrementAndGet));
        PacedSource source = paced(1);
        assertThat(source.read().remaining()).isEqualTo(1);
        source.fail(new IllegalStateException("gone"));
        assertThat(released).hasValue(1);
    }

    /** What is to be read, piece by piece. */
    private static final class Pieces implements Content.Source {

        private final Deque<Content.Chunk> chunks = new ArrayDeque<>();
        private Throwable failure;

        void add(String text, boolean last) {
            chunks.add(Content.Chunk.from(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), last));
        }

        @Override
        public Content.Chunk read() {
            return chunks.poll();
        }

        @Override
        public void demand(Runnable callback) {
            throw new AssertionError("Nothing was to be waited for");
        }

        @Override
        public void fail(Throwable cause) {
            failure = cause;
        }
    }

    /** A clock that stands still until the next task. */
    private static final class Clock extends AbstractLifeCycle implements Scheduler {

        private record Due(long at, Runnable task) {}

        private final Deque<Due> tasks = new ArrayDeque<>();
        private long now;

        void runNext() {
            Due due = tasks.remove();
            now = due.at();
            due.task().run();
        }

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(new Due(now + unit.toNanos(delay), task));
            return () -> false;
        }
    }
}
