package dev.errorproxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.console.Console;
import dev.errorproxy.console.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LogLinesTest {

    private static final int MEBI = 1024 * 1024;

    private final Output output = new Output();

    @Test
    void waitWhileNobodyReadsButNotMoreOfThemThanThereIsRoomFor() throws Exception {
        try (LogLines lines = stalled()) {
            for (int i = 0; i < 10_003; i++) {
                lines.print(Tone.NORMAL, "line");
            }
            output.goOn.countDown();
            output.await("were lost");
        }

        assertThat(output.lines()).hasSize(10_002).startsWith("first", "line");
        assertThat(output.lastLine()).startsWith("3 log lines were lost");
    }

    @Test
    void waitWhileNobodyReadsButNotMoreCharactersThanThereIsRoomFor() throws Exception {
        try (LogLines lines = stalled()) {
            for (int i = 0; i < 6; i++) {
                lines.print(Tone.NORMAL, "x".repeat(MEBI));
            }
            output.goOn.countDown();
            output.await("were lost");
            assertThat(output.lastLine()).startsWith("2 log lines were lost");
            lines.print(Tone.NORMAL, "y".repeat(4 * MEBI)); // Those that were lost take no room.
            output.await("yy");
        }

        assertThat(output.lines()).hasSize(1 + 4 + 1 + 1);
    }

    @Test
    void haveRoomAgainOnceTheyAreShown() {
        output.goOn.countDown();
        try (LogLines lines = lines()) {
            for (int i = 0; i < 10; i++) {
                lines.print(Tone.NORMAL, "x".repeat(MEBI) + i);
                output.await("x" + i);
            }
        }

        assertThat(output.lines()).hasSize(10);
    }

    static final List<Throwable> FAILURES = List.of(
            new IOException("No space left on device"),
            new IllegalStateException("out of order"),
            new OutOfMemoryError("Java heap space"));

    @ParameterizedTest
    @FieldSource("FAILURES")
    void areCountedWhereTheConsoleFailsAndTheNextOnesAreShown(Throwable failure) throws Exception {
        output.failure.set(failure);
        try (LogLines lines = stalled()) {
            output.goOn.countDown();
            output.failed.await();
            lines.print(Tone.NORMAL, "second");
            output.await("were lost");
        }

        assertThat(output.lines()).contains("second");
        assertThat(output.lastLine()).startsWith("1 log lines were lost");
    }

    private LogLines lines() {
        return new LogLines(Console.plain(InputStream.nullInputStream(), output), UnaryOperator.identity());
    }

    /** Returns lines the first of which is just being printed, and is not taken. */
    private LogLines stalled() throws InterruptedException {
        LogLines lines = lines();
        lines.print(Tone.NORMAL, "first");
        output.reached.await();
        return lines;
    }

    /** What takes nothing until it is told to go on. */
    private static final class Output extends OutputStream {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CountDownLatch failed = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();
        /** What the next write meets; null for nothing. */
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            Throwable met = failure.getAndSet(null);
            if (met != null) {
                failed.countDown();
                if (met instanceof IOException e) {
                    throw e;
                }
                if (met instanceof Error e) {
                    throw e;
                }
                throw (RuntimeException) met;
            }
            synchronized (this) {
                text.append(new String(from, start, length, UTF_8));
                notifyAll();
            }
        }

        /** Waits for the text near the end of what has come. */
        synchronized void await(String end) {
            try {
                while (text.indexOf(end, text.length() - 20_000) < 0) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private synchronized List<String> lines() {
            return text.toString().lines().toList();
        }

        private String lastLine() {
            return lines().get(lines().size() - 1);
        }
    }
}
