package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class PeerEndPointTest {

    private final ByteBuffer buffer = BufferUtil.allocate(8);
    private final ManagedSelector selector = mock();
    private final SelectionKey key = mock();
    private final Scheduler scheduler = mock();
    private SocketChannel peer;
    private SocketChannel channel;
    private UpstreamEndPoint endPoint;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            peer = SocketChannel.open(listener.getLocalAddress());
            channel = listener.accept(); // Blocking, so that a read of what is on its way waits for it.
        }
        endPoint = new UpstreamEndPoint(channel, selector, key, scheduler);
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        channel.close();
    }

    private void send(String text) throws IOException {
        peer.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private String fill() throws IOException {
        BufferUtil.clear(buffer);
        int filled = endPoint.fill(buffer);
        return filled < 0 ? "end" : BufferUtil.toString(buffer);
    }

    @Test
    void asksNoMoreAfterAReadThatTookAll() throws IOException {
        send("one");
        assertThat(fill()).isEqualTo("one");
        assertThat(fill()).isEmpty(); // It would wait for ever if it asked.
        assertThat(fill()).isEmpty();
    }

    @Test
    void asksAgainAfterAReadThatFilledItsBuffer() throws IOException {
        send("12345678rest");
        assertThat(fill()).isEqualTo("12345678");
        assertThat(fill()).isEqualTo("rest");
    }

    @Test
    void asksAgainWhenTheSelectorTellsOfMore() throws IOException {
        send("one");
        assertThat(fill()).isEqualTo("one");
        send("two");
        endPoint.onSelected();
        assertThat(fill()).isEqualTo("two");
    }

    @Test
    void seesTheEndWhenTheSelectorTellsOfIt() throws IOException {
        send("one");
        peer.close();
        assertThat(fill()).isEqualTo("one");
        assertThat(fill()).isEmpty();
        endPoint.onSelected();
        assertThat(fill()).isEqualTo("end");
    }

    /** One to a peer that takes nothing, or so many bytes before. */
    private UpstreamEndPoint taking(int bytes) throws IOException {
        SocketChannel full = mock();
        AtomicInteger room = new AtomicInteger(bytes);
        when(full.write(any(ByteBuffer[].class))).thenAnswer(call -> {
            ByteBuffer first = call.<ByteBuffer[]>getArgument(0)[0];
            int taken = Math.min(first.remaining(), room.getAndSet(0));
            first.position(first.position() + taken);
            return (long) taken;
        });
        return new UpstreamEndPoint(full, selector, key, scheduler);
    }

    private void select(UpstreamEndPoint one) {
        when(key.readyOps()).thenReturn(SelectionKey.OP_WRITE);
        one.onSelected();
        one.updateKey();
    }

    @Test
    void waitsForTheSelectorWhereTheSystemTakesNoMore() throws IOException {
        taking(0).write(Callback.NOOP, ByteBuffer.allocate(1));
        verify(selector).submit(any());
        verifyNoInteractions(scheduler);
    }

    @Test
    void waitsAMomentWhereTheSystemTakesNothingThoughTheSelectorSaysSo() throws IOException {
        UpstreamEndPoint full = taking(0);
        select(full);
        full.write(Callback.NOOP, ByteBuffer.allocate(1));
        verifyNoInteractions(selector);
        ArgumentCaptor<Runnable> later = ArgumentCaptor.forClass(Runnable.class);
        verify(scheduler).schedule(later.capture(), eq(50L), eq(TimeUnit.MILLISECONDS));
        later.getValue().run();
        verify(selector).submit(any());
    }

    @Test
    void waitsForTheSelectorAgainWhenSomethingWasWritten() throws IOException {
        UpstreamEndPoint full = taking(1);
        select(full);
        full.write(Callback.NOOP, ByteBuffer.allocate(2));
        verify(selector).submit(any());
        verifyNoInteractions(scheduler);
    }
}
