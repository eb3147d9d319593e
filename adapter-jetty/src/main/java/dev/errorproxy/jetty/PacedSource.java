package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;

/** A body that comes over a narrow line: at most so many bytes a second, a few at a time. Read by one thread at a time. */
final class PacedSource implements Content.Source {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PIECES_PER_SECOND = 20;

    private final Content.Source source;
    private final long bytesPerSecond;
    private final Scheduler scheduler;
    private final LongSupplier nanoTime;
    private Content.Chunk current;
    /** When the next byte may pass, in the clock's nanoseconds. */
    private long due;

    PacedSource(Content.Source source, long bytesPerSecond, Scheduler scheduler, LongSupplier nanoTime) {
        this.source = source;
        this.bytesPerSecond = bytesPerSecond;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    @Override
    public Content.Chunk read() {
        if (current == null) {
            current = source.read();
        }
        if (current == null || Content.Chunk.isFailure(current) || !current.hasRemaining()) {
            Content.Chunk chunk = current;
            current = null;
            return chunk;
        }
        long now = nanoTime.getAsLong();
        if (now < due) {
            return null;
        }
        // What was not used for long is not saved up.
        int length = (int) Math.min(current.remaining(), Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
        due = now + length * SECOND / bytesPerSecond;
        return piece(length);
    }

    private Content.Chunk piece(int length) {
        ByteBuffer piece = ByteBuffer.allocate(length);
        ByteBuffer whole = current.getByteBuffer();
        piece.put(whole.slice(whole.position(), length)).flip();
        whole.position(whole.position() + length);
        boolean last = current.isLast() && !whole.hasRemaining();
        if (!whole.hasRemaining()) {
            current.release();
            current = null;
        }
        return Content.Chunk.from(piece, last);
    }

    @Override
    public void demand(Runnable callback) {
        if (current == null) {
            source.demand(callback);
        } else {
            long left = Math.max(1, due - nanoTime.getAsLong());
            scheduler.schedule(callback, left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void fail(Throwable failure) {
        if (current != null) {
            current.release();
            current = null;
        }
        source.fail(failure);
    }

    @Override
    public long getLength() {
        return source.getLength();
    }
}
