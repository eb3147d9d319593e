package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancellableStreamTest {

    private static final IOException CAUSE = new IOException("The call is over");

    private final HttpStream jettys = mock();
    private final EndPoint endPoint = mock();
    private final CancellableStream stream = new CancellableStream(jettys, endPoint);
    private final Callback channel = mock();
    private final Callback writer = mock();
    private Callback sent;

    @BeforeEach
    void catchTheCallback() {
        doAnswer(send -> sent = send.getArgument(4)).when(jettys).send(any(), any(), anyBoolean(), any(), any());
    }

    @Test
    void tellsHowAWriteEndsThatNobodyCancels() {
        stream.send(null, null, false, ByteBuffer.allocate(1), channel);
        sent.succeeded();
        verify(channel).succeeded();
        stream.send(null, null, false, ByteBuffer.allocate(1), channel);
        sent.failed(CAUSE);
        verify(channel).failed(CAUSE);
    }

    @Test
    void givesTheWriterItsBytesBackWhenACancelledWriteIsOver() {
        Callback write = mock();
        when(endPoint.cancelWrite(CAUSE)).thenReturn(write);
        stream.send(null, null, false, ByteBuffer.allocate(1), channel);
        stream.cancelSend(CAUSE, writer).run();
        verify(channel).failed(CAUSE);
        verify(write).failed(CAUSE);
        verify(writer, never()).failed(any());
        sent.succeeded();
        verify(writer).failed(CAUSE);
        verify(channel, never()).succeeded();
    }

    @Test
    void givesTheWriterItsBytesBackAtOnceWhereTheWriteIsOverOrHasNotBegun() {
        stream.cancelSend(CAUSE, writer).run();
        verify(writer).failed(CAUSE);
        stream.send(null, null, false, ByteBuffer.allocate(1), channel);
        sent.succeeded();
        Callback late = mock();
        stream.cancelSend(CAUSE, late).run();
        verify(late).failed(CAUSE);
        verify(channel, never()).failed(any());
    }

    /** In Jetty's server as it is, the one who ends the call waits for ever. */
    @Test
    void doesNotHoldUpWhoeverEndsTheCallWhenAWriteFails() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Callback> failing = new CompletableFuture<>();
        CompletableFuture<Void> written = new CompletableFuture<>();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                return new SocketChannelEndPoint(channel, selector, key, getScheduler()) {
                    @Override
                    public boolean flush(ByteBuffer... buffers) throws IOException {
                        throw new IOException("The client left");
                    }

                    @Override
                    public void write(Callback callback, ByteBuffer... buffers) {
                        super.write(callback, buffers);
                        written.complete(null);
                        await(ended);
                    }
                };
            }
        };
        server.addConnector(connector);
        CompletableFuture<Void> told = new CompletableFuture<>();
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                EndPoint client =
                        request.getConnectionMetaData().getConnection().getEndPoint();
                request.addHttpStreamWrapper(wrapped -> new CancellableStream(wrapped, client));
                failing.complete(callback);
                response.write(
                        false,
                        ByteBuffer.allocate(1),
                        Callback.from(() -> told.complete(null), told::completeExceptionally));
                return true;
            }
        });
        server.start();
        try (RawUpstream.Connection client = RawUpstream.Connection.to(connector.getLocalPort())) {
            client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            written.get(10, TimeUnit.SECONDS);
            CompletableFuture<Void> end =
                    CompletableFuture.runAsync(() -> failing.join().failed(CAUSE));
            end.get(10, TimeUnit.SECONDS);
            assertThat(told).isNotDone();
            ended.countDown();
            assertThatThrownBy(() -> told.get(10, TimeUnit.SECONDS)).hasCause(CAUSE);
        } finally {
            ended.countDown();
            server.stop();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
