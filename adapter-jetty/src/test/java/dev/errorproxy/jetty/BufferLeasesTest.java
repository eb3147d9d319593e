package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A buffer has one holder at a time, whatever the one before still does to it. */
class BufferLeasesTest {

    private static final int SIZE = 4096;
    private static final int BUFFER = new HttpClient().getResponseBufferSize();

    private final ArrayByteBufferPool pool = new ArrayByteBufferPool();
    private final BufferLeases leases = new BufferLeases(pool);

    @Test
    void aGivenBackBufferIsLentAgain() {
        leases.acquire(SIZE, true).release();
        leases.acquire(SIZE, true);

        assertThat(pool.getDirectByteBufferCount()).isOne();
    }

    @Test
    void whoHasGivenABufferBackCannotClearItForTheNext() {
        RetainableByteBuffer first = leases.acquire(SIZE, true);
        ByteBuffer kept = first.getByteBuffer();
        first.release();
        ByteBuffer next = leases.acquire(SIZE, true).getByteBuffer();
        BufferUtil.append(next, new byte[] {1, 2, 3});

        BufferUtil.clear(kept);

        assertThat(next.remaining()).isEqualTo(3);
    }

    @Test
    void whoGivesABufferBackTwiceDoesNotTakeItFromTheNext() {
        RetainableByteBuffer first = leases.acquire(SIZE, true);
        first.release();
        leases.acquire(SIZE, true);

        assertThatThrownBy(first::release).isInstanceOf(IllegalStateException.class);

        assertThat(pool.getAvailableDirectByteBufferCount()).isZero();
    }

    @Test
    void aBufferIsKeptForAsLongAsItHasAHolder() {
        RetainableByteBuffer shared = leases.acquire(SIZE, true);
        shared.retain();

        assertThat(shared.release()).isFalse();
        assertThat(pool.getDirectByteBufferCount()).isZero();
        assertThat(shared.release()).isTrue();
        assertThat(pool.getDirectByteBufferCount()).isOne();
    }

    /** What is read fills the buffer to the brim, so that the end of the connection is read with it. */
    @Test
    @Timeout(30)
    void nothingIsDoneToABufferThatWasGivenBackWhenAnUpstreamBreaksOff() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
        Watched watched = new Watched();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.readHead();
                    connection.write(head + "x".repeat(2 * BUFFER - head.length()));
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address(), new BufferLeases(watched))) {
            for (int calls = 0; calls < 20; calls++) {
                try (RawUpstream.Connection client = proxy.connect()) {
                    client.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertThat(proxy.outcomes.poll(10, TimeUnit.SECONDS)).isNotNull();
                }
            }
        }
        assertThat(watched.givenBack).isNotEmpty().allMatch(Watched::isUntouched);
    }

    /** A pool that lends each buffer once, and sees whether it is touched afterwards. */
    private static final class Watched implements ByteBufferPool {

        private static final int MARK = 7;

        private final Queue<ByteBuffer> givenBack = new ConcurrentLinkedQueue<>();

        @Override
        public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
            ByteBuffer buffer = BufferUtil.allocate(size, direct);
            return RetainableByteBuffer.wrap(buffer, () -> {
                buffer.limit(MARK).position(MARK);
                givenBack.add(buffer);
            });
        }

        @Override
        public void clear() {}

        static boolean isUntouched(ByteBuffer buffer) {
            return buffer.limit() == MARK && buffer.position() == MARK;
        }
    }
}
