package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * A pool that lends its buffers: who has given one back can't reach the next holder's.
 *
 * <p>Jetty 12.1.14 clears a buffer that it has given back already when an upstream breaks off in its answer
 * ({@code HttpReceiverOverHTTP.parse}): if another connection reads into it by then, it loses what it has read. So each
 * holder gets a position, a limit and a count of holders of its own; what it does to them later is nobody's business.
 * This class is threadsafe.
 */
final class BufferLeases extends ByteBufferPool.Wrapper {

    BufferLeases(ByteBufferPool pool) {
        super(pool);
    }

    /** Returns a buffer that can be given back once; the next time is an {@link IllegalStateException}. */
    @Override
    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
        RetainableByteBuffer.Mutable lent = super.acquire(size, direct);
        ByteBuffer view = lent.getByteBuffer().duplicate();
        return RetainableByteBuffer.wrap(view, lent::release);
    }
}
