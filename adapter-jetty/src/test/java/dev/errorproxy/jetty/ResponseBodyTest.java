package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class ResponseBodyTest {

    private final Content.Source body = mock(Content.Source.class);
    private final Response response = mock(Response.class);
    private final Runnable demand = mock(Runnable.class);
    private final Runnable atEnd = mock(Runnable.class);

    private void writesEnd(Throwable failure) {
        doAnswer(call -> {
                    Callback callback = call.getArgument(2);
                    if (failure == null) {
                        callback.succeeded();
                    } else {
                        callback.failed(failure);
                    }
                    return null;
                })
                .when(response)
                .write(anyBoolean(), any(ByteBuffer.class), any(Callback.class));
    }

    @Test
    void sendsTheHeadBeforeItWaitsForTheBody() {
        writesEnd(null);
        new ResponseBody(body, response, -1, atEnd).demand(demand);
        InOrder order = inOrder(response, body);
        order.verify(response).write(eq(false), any(ByteBuffer.class), any(Callback.class));
        order.verify(body).demand(demand);
    }

    @Test
    void writesNothingWhereTheHeadIsGone() {
        when(response.isCommitted()).thenReturn(true);
        new ResponseBody(body, response, -1, atEnd).demand(demand);
        verify(response, never()).write(anyBoolean(), any(), any());
        verify(body).demand(demand);
    }

    @Test
    void failsTheBodyWhereTheHeadCantBeSent() {
        IOException gone = new IOException("gone");
        writesEnd(gone);
        new ResponseBody(body, response, -1, atEnd).demand(demand);
        verify(body).fail(gone);
        verify(body, never()).demand(any());
    }

    private static Content.Chunk piece(String text, boolean last) {
        return Content.Chunk.from(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), last);
    }

    private static String text(Content.Chunk chunk) {
        return StandardCharsets.UTF_8.decode(chunk.getByteBuffer()).toString();
    }

    @Test
    void readsSmallPiecesThatAreHereAsOne() {
        when(body.read()).thenReturn(piece("one ", false), piece("two ", false), piece("three", false), null);
        ResponseBody together = new ResponseBody(body, response, -1, atEnd);
        assertThat(text(together.read())).isEqualTo("one two three");
        assertThat(together.read()).isNull();
    }

    /** An upstream may be faster than the client for as long as it likes. */
    @Test
    void readsNoMoreAsOneThanIsWorthIt() {
        when(body.read()).thenAnswer(read -> piece("x".repeat(1000), false));
        ResponseBody together = new ResponseBody(body, response, -1, atEnd);
        assertThat(together.read().remaining()).isBetween(32 * 1024, 32 * 1024 + 1000);
        assertThat(together.read().remaining()).isBetween(32 * 1024, 32 * 1024 + 1000);
    }

    @Test
    void keepsAnEndThatItHasReadAheadForTheNextRead() {
        Content.Chunk end = piece("end", true);
        when(body.read()).thenReturn(piece("one ", false), end);
        ResponseBody together = new ResponseBody(body, response, -1, atEnd);
        assertThat(text(together.read())).isEqualTo("one ");
        together.demand(demand);
        verify(demand).run();
        assertThat(together.read()).isSameAs(end);
    }

    /** Its client may leave with them, and what the upstream's side does then is nothing to the answer. */
    @Test
    void tellsItsEndWithTheLastBytesWhereItsLengthIsKnown() {
        when(body.read()).thenReturn(piece("x".repeat(5000), false));
        new ResponseBody(body, response, 5001, atEnd).read();
        verify(atEnd, never()).run();
        new ResponseBody(body, response, 5000, atEnd).read();
        verify(atEnd).run();
    }

    @Test
    void leavesLargePiecesAsTheyAre() {
        Content.Chunk large = piece("x".repeat(5000), false);
        when(body.read()).thenReturn(large);
        assertThat(new ResponseBody(body, response, -1, atEnd).read()).isSameAs(large);
        verify(body).read();
    }

    @Test
    void leavesNoPieceBehindWhereItFails() {
        AtomicInteger released = new AtomicInteger();
        Content.Chunk ahead =
                Content.Chunk.from(ByteBuffer.wrap(new byte[5000]), false, (Runnable) released::incrementAndGet);
        when(body.read()).thenReturn(piece("one", false), ahead);
        ResponseBody together = new ResponseBody(body, response, -1, atEnd);
        together.read();
        IOException failure = new IOException("gone");
        together.fail(failure);
        assertThat(released).hasValue(1);
        verify(body).fail(failure);
    }

    @Test
    void leavesNoPieceBehindThatItReadsAheadAfterTheCallHasFailed() {
        AtomicInteger released = new AtomicInteger();
        Content.Chunk large =
                Content.Chunk.from(ByteBuffer.allocate(10_000), false, (Runnable) released::incrementAndGet);
        when(body.read()).thenReturn(piece("small", false), large);
        ResponseBody read = new ResponseBody(body, response, -1, atEnd);
        read.discard();
        assertThat(text(read.read())).isEqualTo("small");
        assertThat(released).hasValue(1);
    }

    @Test
    void givesTheEndWithTheLastPieceWhereBothAreHere() {
        AtomicInteger released = new AtomicInteger();
        Content.Chunk one = Content.Chunk.from(
                ByteBuffer.wrap("one".getBytes(StandardCharsets.UTF_8)), false, (Runnable) released::incrementAndGet);
        when(body.read()).thenReturn(one, Content.Chunk.EOF);
        Content.Chunk read = new ResponseBody(body, response, -1, atEnd).read();
        assertThat(text(read)).isEqualTo("one");
        assertThat(read.isLast()).isTrue();
        assertThat(released).hasValue(0);
        read.release();
        assertThat(released).hasValue(1);
    }

    @Test
    void tellsOfTheEndBeforeTheLastBytesAreWritten() {
        when(body.read()).thenReturn(piece("one ", false), null, piece("two", false), Content.Chunk.EOF);
        ResponseBody read = new ResponseBody(body, response, -1, atEnd);
        assertThat(text(read.read())).isEqualTo("one ");
        verify(atEnd, never()).run();
        assertThat(read.read().isLast()).isTrue();
        verify(atEnd).run();
    }

    @Test
    void tellsOfNoEndWhereTheUpstreamBreaksOff() {
        when(body.read()).thenReturn(piece("one", false), Content.Chunk.from(new IOException("gone")));
        ResponseBody read = new ResponseBody(body, response, -1, atEnd);
        assertThat(read.read().isLast()).isFalse();
        assertThat(Content.Chunk.isFailure(read.read())).isTrue();
        verify(atEnd, never()).run();
    }
}
