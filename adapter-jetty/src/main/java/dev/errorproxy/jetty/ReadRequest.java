package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A request whose body was read before it was decided what becomes of it; read again it gives the same bytes.
 *
 * <p>Of a body with more than {@link #MOST_BYTES} only that beginning was read, and of less where all such requests
 * together hold a quarter of the heap: the rest then goes by unread.
 */
final class ReadRequest extends Request.Wrapper {

    static final int MOST_BYTES = 64 * 1024 * 1024;

    /** Java copies what it writes into memory outside the heap, all that is written at once. */
    private static final int PIECE = 128 * 1024;

    private static final int LARGEST_PIECE = 64 * 1024;

    private static final Room ROOM = new Room(Runtime.getRuntime().maxMemory() / 4);

    private final byte[] body;
    private final boolean whole;
    private int replayed;

    private ReadRequest(Request request, byte[] body, boolean whole) {
        super(request);
        this.body = body;
        this.whole = whole;
    }

    /** Reads the body, and hands the request on, or the reason why the body never came. */
    static void of(Request request, Consumer<ReadRequest> read, Consumer<Throwable> failed) {
        of(request, ROOM, read, failed);
    }

    /** Does that in so much room. */
    static void of(Request request, Room room, Consumer<ReadRequest> read, Consumer<Throwable> failed) {
        new Reader(request, room, read, failed).run();
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
        if (replayed == body.length) {
            return whole ? Content.Chunk.EOF : super.read();
        }
        ByteBuffer piece = ByteBuffer.wrap(body, replayed, Math.min(PIECE, body.length - replayed));
        replayed += piece.remaining();
        return Content.Chunk.from(piece, whole && replayed == body.length);
    }

    @Override
    public void demand(Runnable callback) {
        if (replayed < body.length || whole) {
            callback.run();
        } else {
            super.demand(callback);
        }
    }

    /** The memory that bodies may take together. */
    static final class Room {

        private final long most;
        private final AtomicLong taken = new AtomicLong();

        /** Has room for so many bytes. */
        Room(long most) {
            this.most = most;
        }

        /** Takes so many bytes, or gives them back. */
        void take(long bytes) {
            taken.addAndGet(bytes);
        }

        boolean isFull() {
            return taken.get() >= most;
        }

        /** Returns how many bytes are held. */
        long taken() {
            return taken.get();
        }
    }

    private static final class Reader implements Runnable, Invocable {

        private final Request request;
        private final Room room;
        private final Consumer<ReadRequest> read;
        private final Consumer<Throwable> failed;
        private final List<ByteBuffer> pieces = new ArrayList<>();
        private ByteBuffer last;
        private int size;
        private int held;

        Reader(Request request, Room room, Consumer<ReadRequest> read, Consumer<Throwable> failed) {
            this.request = request;
            this.room = room;
            this.read = read;
            this.failed = failed;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        /** Whoever calls this in the midst of a body would not know what to do with an exception. */
        @Override
        public void run() {
            try {
                readOn();
            } catch (Throwable e) {
                failed.accept(e);
            }
        }

        private void readOn() {
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
                boolean whole = chunk.isLast();
                keep(chunk.getByteBuffer());
                chunk.release();
                if (whole || size >= MOST_BYTES || room.isFull()) {
                    read.accept(new ReadRequest(request, body(), whole));
                    return;
                }
            }
        }

        /** A client may send byte by byte, and a piece of memory for each would be many times the bytes. */
        private void keep(ByteBuffer chunk) {
            if (pieces.isEmpty()) {
                Request.addCompletionListener(request, failure -> room.take(-held));
                add(chunk.remaining());
            }
            while (chunk.hasRemaining()) {
                if (!last.hasRemaining()) {
                    add(Math.max(chunk.remaining(), Math.min(size, LARGEST_PIECE)));
                }
                int length = Math.min(chunk.remaining(), last.remaining());
                last.put(chunk.slice(chunk.position(), length));
                chunk.position(chunk.position() + length);
                size += length;
            }
        }

        private void add(int length) {
            last = ByteBuffer.allocate(length);
            pieces.add(last);
            held += length;
            room.take(length);
        }

        private byte[] body() {
            if (pieces.size() == 1) {
                return last.array(); // Which is full.
            }
            ByteBuffer body = ByteBuffer.allocate(size);
            pieces.forEach(piece -> body.put(piece.flip()));
            pieces.clear();
            return body.array();
        }
    }
}
