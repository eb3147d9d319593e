package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientEndPointTest {

    private final AtomicInteger gone = new AtomicInteger();
    private SocketChannel peer;
    private SocketChannel channel;
    private ClientEndPoint endPoint;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            peer = SocketChannel.open(listener.getLocalAddress());
            channel = listener.accept(); // Blocking, so that a read of what is on its way waits for it.
        }
        endPoint = new ClientEndPoint(
                channel, mock(ManagedSelector.class), mock(SelectionKey.class), mock(Scheduler.class), Runnable::run);
        endPoint.watch(() -> false, gone::incrementAndGet);
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        channel.close();
    }

    private boolean isLooking() {
        return endPoint.getFillInterest().isInterested();
    }

    private void look() {
        endPoint.onSelected();
        endPoint.getFillInterest().fillable();
    }

    private void lookAsOftenAsItWants() {
        for (int i = 0; i < 1000 && isLooking(); i++) {
            look();
        }
    }

    @Test
    void tellsOnceThatTheClientLeft() throws IOException {
        peer.close();
        look();
        assertThat(gone).hasValue(1);
        assertThat(isLooking()).isFalse();
    }

    @Test
    void aClientThatWaitsForLongHasNotLeft() throws IOException {
        endPoint.getFillInterest().onFail(new TimeoutException("idle"));
        assertThat(gone).hasValue(0);
        assertThat(isLooking()).isTrue();
        peer.close();
        look();
        assertThat(gone).hasValue(1);
    }

    @Test
    void tellsThatTheClientLeftBehindWhatItSentAhead() throws IOException {
        peer.write(ByteBuffer.allocate(5000));
        peer.close();
        lookAsOftenAsItWants();
        assertThat(gone).hasValue(1);
    }

    @Test
    void tellsNothingToACallThatIsOver() throws IOException {
        endPoint.unwatch();
        endPoint.watch(() -> true, gone::incrementAndGet);
        peer.close();
        look();
        assertThat(gone).hasValue(0);
    }

    @Test
    void readsNoMoreAheadThanItHasRoomFor() throws IOException {
        peer.write(ByteBuffer.allocate(70_000));
        lookAsOftenAsItWants();
        assertThat(isLooking()).isFalse();
        endPoint.unwatch();
        endPoint.watch(() -> false, gone::incrementAndGet);
        assertThat(isLooking()).isFalse();
    }

    /** Jetty's connection gives a buffer back twice where it goes on at once on the thread of a response and on its own. */
    @Test
    void theConnectionGoesOnOnOneThreadAtATime() throws Exception {
        List<String> order = new ArrayList<>();
        endPoint.unwatch();
        look();
        endPoint.fillInterested(Callback.from(() -> order.add("bytes"), failure -> order.add("failure")));
        peer.write(ByteBuffer.allocate(1));
        endPoint.inTurn(() -> {
            Thread selector = new Thread(this::look);
            selector.start();
            join(selector);
            order.add("response");
        });
        assertThat(order).containsExactly("response", "bytes");
    }

    @Test
    void aFailureOfTheConnectionWaitsForItsTurnToo() {
        List<String> order = new ArrayList<>();
        endPoint.unwatch();
        endPoint.getFillInterest().onFail(new TimeoutException("idle"));
        endPoint.fillInterested(Callback.from(() -> order.add("bytes"), failure -> order.add("failure")));
        endPoint.inTurn(() -> {
            endPoint.getFillInterest().onFail(new TimeoutException("idle"));
            order.add("response");
        });
        assertThat(order).containsExactly("response", "failure");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
