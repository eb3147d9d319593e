package dev.errorproxy.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A request whose body was read before it was decided what becomes of it; read again it gives the same bytes.
 *
 * <p>Of a body with more than {@link #MOST_BYTES} only that beginning was read.
 */
final class ReadRequest extends Request.Wrapper {

    static final int MOST_BYTES = 64 * 1024 * 1024;

    private final byte[] body;
    private final boolean whole;
    private boolean replayed;

    private ReadRequest(Request request, byte[] body, boolean whole) {
        super(request);
        this.body = body;
        this.whole = whole;
    }

    /** Reads the body, and hands the request on, or the reason why the body never came. */
    static void of(Request request, Consumer<ReadRequest> read, Consumer<Throwable> failed) {
        new Reader(request, read, failed).run();
    }

    /** Returns the body, or the beginning of it that was read. */
    byte[] body() {
        return body;
    }

    /** Returns whether the client has nothing more to send. */
    boolean isWhole() {
        return whole;
    }

    @Override
    public Content.Chunk read() {
        if (!replayed) {
            replayed = true;
            return body.length == 0 && whole ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(body), whole);
        }
        return whole ? Content.Chunk.EOF : super.read();
    }

    @Override
    public void demand(Runnable callback) {
        if (!replayed || whole) {
            callback.run();
        } else {
            super.demand(callback);
        }
    }

    private static final class Reader implements Runnable, Invocable {

        private final Request request;
        private final Consumer<ReadRequest> read;
        private final Consumer<Throwable> failed;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Reader(Request request, Consumer<ReadRequest> read, Consumer<Throwable> failed) {
            this.request = request;
            this.read = read;
            this.failed = failed;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    failed.accept(chunk.getFailure());
                    return;
                }
                byte[] piece = BufferUtil.toArray(chunk.getByteBuffer());
                boolean last = chunk.isLast();
                chunk.release();
                if (last && bytes.size() == 0) {
                    read.accept(new ReadRequest(request, piece, true));
                    return;
                }
                bytes.writeBytes(piece);
                if (last || bytes.size() >= MOST_BYTES) {
                    read.accept(new ReadRequest(request, bytes.toByteArray(), last));
                    return;
                }
            }
        }
    }
}
