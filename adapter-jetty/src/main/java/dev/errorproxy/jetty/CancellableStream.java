package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * A stream to a client on which whoever cancels a write does not wait for it.
 *
 * <p>Jetty 12.1.14 waits ({@code HttpConnection.SendCallback.cancel}), and for ever where the write fails by itself in that
 * very moment, as it does when the client leaves. With the thread go all connections that it looks after, and there are
 * few threads. Here the one who cancels goes on, and the writer gets its bytes back when the write is over. This class is
 * threadsafe.
 */
final class CancellableStream extends HttpStream.Wrapper {

    private final EndPoint endPoint;
    private volatile Sending current;

    /**
     * Creates a stream.
     *
     * @param endPoint the client's connection, to which nothing can be written any more after a write was cancelled
     */
    CancellableStream(HttpStream stream, EndPoint endPoint) {
        super(stream);
        this.endPoint = endPoint;
    }

    @Override
    public void send(
            MetaData.Request request, MetaData.Response head, boolean last, ByteBuffer content, Callback callback) {
        Sending sending = new Sending(callback);
        current = sending;
        super.send(request, head, last, content, sending);
    }

    @Override
    public Runnable cancelSend(Throwable cause, Callback writer) {
        Sending sending = current;
        return () -> {
            if (sending == null || !sending.cancel(cause, writer)) {
                writer.failed(cause);
            }
            Callback write = endPoint.cancelWrite(cause);
            if (write != null) {
                write.failed(cause);
            }
        };
    }

    private static final class Sending implements Callback {

        private final Callback callback;
        private boolean over;
        private Throwable cause;
        private Callback writer;

        Sending(Callback callback) {
            this.callback = callback;
        }

        /** Has the writer told when the write is over; returns false where it is over. */
        boolean cancel(Throwable reason, Callback waiting) {
            synchronized (this) {
                if (over) {
                    return false;
                }
                cause = reason;
                writer = waiting;
            }
            callback.failed(reason);
            return true;
        }

        private synchronized boolean isCancelled() {
            over = true;
            return writer != null;
        }

        @Override
        public void succeeded() {
            if (isCancelled()) {
                writer.failed(cause);
            } else {
                callback.succeeded();
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (isCancelled()) {
                writer.failed(cause);
            } else {
                callback.failed(failure);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return callback.getInvocationType();
        }
    }
}
