package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamBodyTest {

    private final ProxiedCall call = mock();
    private UpstreamBody body;

    @BeforeEach
    void callWithABody() {
        when(call.getLength()).thenReturn(-1L);
        when(call.upstream()).thenReturn(mock());
        body = new UpstreamBody(call, null);
    }

    @Test
    void endsForTheUpstreamWhereItEndsForTheClient() {
        when(call.read()).thenReturn(Content.Chunk.EOF);
        assertThat(body.read()).isSameAs(Content.Chunk.EOF);
        verify(call).bodySent();
    }

    @Test
    void ofWhichAllWasReadEndsForTheUpstreamAfterTheCallToo() {
        when(call.getLength()).thenReturn(4L);
        body = new UpstreamBody(call, null);
        when(call.read()).thenReturn(Content.Chunk.from(ByteBuffer.allocate(4), false));
        body.read();
        body.end();
        assertThat(body.read()).isSameAs(Content.Chunk.EOF);
    }

    @Test
    void hasNotEndedForTheUpstreamWhereTheCallEndsWhileItIsRead() {
        when(call.read()).thenAnswer(read -> {
            body.end();
            return Content.Chunk.EOF; // All before it was read away when the call ended.
        });
        assertThat(Content.Chunk.isFailure(body.read(), true)).isTrue();
        verify(call, never()).bodySent();
        verify(call, never()).clientFailed(any());
    }

    @Test
    void hasNotEndedForTheUpstreamWhereAnotherReadsTheRestOfIt() {
        AtomicInteger reads = new AtomicInteger();
        when(call.read()).thenReturn(Content.Chunk.EOF);
        body.handOver(reads::incrementAndGet);
        assertThat(reads).hasValue(1);
        assertThat(Content.Chunk.isFailure(body.read(), true)).isTrue();
    }

    @Test
    void givesBackWhatItMustNotPassOn() {
        AtomicInteger released = new AtomicInteger();
        when(call.read()).thenAnswer(read -> {
            body.end();
            return Content.Chunk.from(ByteBuffer.allocate(1), false, (Runnable) released::incrementAndGet);
        });
        body.read();
        assertThat(released).hasValue(1);
    }

    @Test
    void takesNothingThatItMustNotPassOn() {
        body.end();
        assertThat(Content.Chunk.isFailure(body.read(), true)).isTrue();
        verify(call, never()).read();
    }

    @Test
    void isTakenBackWithAllThatWasSent() {
        when(call.read())
                .thenReturn(Content.Chunk.from(ByteBuffer.wrap(new byte[] {1, 2}), false))
                .thenReturn(Content.Chunk.from(ByteBuffer.wrap(new byte[] {3}), false));
        body.keepSent();
        assertThat(body.read().remaining()).isEqualTo(2);
        assertThat(body.read().remaining()).isEqualTo(1);
        assertThat(takenBack()).hasValue(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(Content.Chunk.isFailure(body.read(), true)).isTrue();
        assertThat(takenBack()).isEmpty();
    }

    private UpstreamBody keptIn(ReadRequest.Room room, int... pieces) {
        for (int piece : pieces) {
            UpstreamBody one = new UpstreamBody(call, null, room);
            when(call.read()).thenReturn(Content.Chunk.from(ByteBuffer.allocate(piece), false));
            one.keepSent();
            one.read();
            body = one;
        }
        return body;
    }

    @ParameterizedTest
    @CsvSource({"262144, true", "262145, false"})
    void isKeptUpToAQuarterOfAMebibyte(int length, boolean kept) {
        keptIn(new ReadRequest.Room(Long.MAX_VALUE), length);
        assertThat(takenBack().isPresent()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false"})
    void isKeptWhereAllBodiesTogetherLeaveRoomForIt(int length, boolean kept) {
        keptIn(new ReadRequest.Room(100), length, 1);
        assertThat(takenBack().isPresent()).isEqualTo(kept);
    }

    @Test
    void givesItsRoomBackHoweverItIsLetGo() {
        ReadRequest.Room room = new ReadRequest.Room(100);
        keptIn(room, 60).forgetSent();
        assertThat(room.taken()).isZero();
        keptIn(room, 60).end();
        assertThat(room.taken()).isZero();
        keptIn(room, 60);
        assertThat(room.taken()).isEqualTo(60);
        assertThat(takenBack()).isPresent();
        assertThat(room.taken()).isZero();
        keptIn(room, 300_000);
        assertThat(room.taken()).isZero();
    }

    @Test
    void isNotKeptAnyLongerOnceThereIsAnAnswer() {
        ReadRequest.Room room = new ReadRequest.Room(100);
        UpstreamSide upstream = new UpstreamSide(null);
        upstream.sendingBody(keptIn(room, 60));
        upstream.answered();
        assertThat(room.taken()).isZero();
    }

    private Optional<ByteBuffer> takenBack() {
        List<Optional<ByteBuffer>> taken = new ArrayList<>();
        body.takeBack(taken::add);
        assertThat(taken).hasSize(1);
        return taken.get(0);
    }

    @Test
    void isTakenBackWithWhatIsJustBeingRead() {
        List<Optional<ByteBuffer>> taken = new ArrayList<>();
        when(call.read()).thenAnswer(read -> {
            body.takeBack(taken::add);
            assertThat(taken).isEmpty();
            return Content.Chunk.from(ByteBuffer.wrap(new byte[] {1}), false);
        });
        body.keepSent();
        assertThat(Content.Chunk.isFailure(body.read(), true)).isTrue();
        assertThat(taken).containsExactly(Optional.of(ByteBuffer.wrap(new byte[] {1})));
    }

    @Test
    void doesNotWaitForWhatAnotherReads() {
        AtomicInteger wakes = new AtomicInteger();
        body.handOver(() -> {});
        body.demand(wakes::incrementAndGet);
        assertThat(wakes).hasValue(1);
        verify(call, never()).demand(any());
    }
}
