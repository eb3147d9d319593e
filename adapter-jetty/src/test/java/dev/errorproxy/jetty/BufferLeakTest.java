package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No buffer is held when its call is over, whatever struck it. */
@Timeout(60)
class BufferLeakTest {

    private static final String BODY = "{\"stream\":true}";
    private static final String POST =
            "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n",
                "stream-error after=2",
                "stream-end after=2",
                "stream-cut after=2",
                "stream-reset after=2",
                "cut after=50b",
                "stream-garbage after=2",
                "stream-dup after=2",
                "stream-split",
                "throttle rate=2kb/s",
                "r",
                "reset",
                "close",
                "refuse"
            })
    void noneIsLostWhenAStreamIsStruck(String command) throws Exception {
        ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
        try (LiveStream stream = LiveStream.whole()) {
            try (ProxyFixture proxy = new ProxyFixture(stream.raw().address(), buffers)) {
                proxy.command(command);
                try (RawUpstream.Connection client = proxy.connect()) {
                    client.write(POST);
                    if (client.readHead() != null) {
                        proxy.outcome();
                    }
                } catch (java.io.IOException | java.io.UncheckedIOException e) {
                    // That is the fault.
                }
            }
        }
        assertNothingIsHeld(buffers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n",
                "stream-stall after=2",
                "stream-stall after=2 for=1h",
                "stream-stall after=2 ping=on",
                "stream-slow after=2 interval=1h"
            })
    void noneIsLostWhenTheClientLeavesInASilence(String command) throws Exception {
        leave(command, LiveStream.Delivery.ONE_CHUNK);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHUNK_PER_BYTE")
    void noneIsLostHoweverTheStreamCame(LiveStream.Delivery delivery) throws Exception {
        leave("stream-stall after=2", delivery);
    }

    /** Jetty leaves its own hold on a connection's buffer to the garbage collector where a call is aborted. */
    private static void assertNothingIsHeld(ArrayByteBufferPool.Tracking buffers) {
        assertThat(buffers.getLeaks()).noneMatch(RetainableByteBuffer::isRetained);
    }

    private static void leave(String command, LiveStream.Delivery delivery) throws Exception {
        ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
        try (LiveStream stream = new LiveStream(delivery)) {
            try (ProxyFixture proxy = new ProxyFixture(stream.raw().address(), buffers)) {
                proxy.command(command);
                try (RawUpstream.Connection client = proxy.connect()) {
                    client.write(POST);
                    client.readUntil("\"n\":2");
                }
                assertThat(proxy.outcomes.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
        assertNothingIsHeld(buffers);
    }
}
