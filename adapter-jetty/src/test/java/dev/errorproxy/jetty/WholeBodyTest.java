package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class WholeBodyTest {

    @Test
    void givesBackTheLastPieceOfABodyThatBrokeOff() {
        AtomicInteger released = new AtomicInteger();
        Content.Source source = mock(Content.Source.class);
        when(source.read())
                .thenReturn(Content.Chunk.from(ByteBuffer.allocate(1), true, (Runnable) released::incrementAndGet));
        assertThat(Content.Chunk.isFailure(new WholeBody(source, -1, () -> true).read()))
                .isTrue();
        assertThat(released).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"5, true", "4, false", "-1, false"})
    void isNotWholeWhereItEndsBeforeItsLength(long length, boolean fails) {
        Content.Source source = mock(Content.Source.class);
        when(source.read())
                .thenReturn(Content.Chunk.from(ByteBuffer.allocate(1), false))
                .thenReturn(Content.Chunk.from(ByteBuffer.allocate(3), true));
        WholeBody body = new WholeBody(source, length, () -> false);
        assertThat(Content.Chunk.isFailure(body.read())).isFalse();
        assertThat(Content.Chunk.isFailure(body.read())).isEqualTo(fails);
    }

    @Test
    void completeItIsNotTakenForBrokenByWhatBecomesOfItsConnectionLater() {
        AtomicBoolean broken = new AtomicBoolean();
        Content.Source source = mock(Content.Source.class);
        when(source.read()).thenReturn(Content.Chunk.EOF);
        WholeBody body = new WholeBody(source, -1, broken::get);
        body.complete();
        broken.set(true);
        assertThat(Content.Chunk.isFailure(body.read())).isFalse();
    }

    @Test
    void canBeGivenUpBeforeItsEnd() {
        Content.Source source = mock(Content.Source.class);
        when(source.read()).thenReturn(Content.Chunk.from(ByteBuffer.allocate(1), false));
        WholeBody body = new WholeBody(source, -1, () -> false);
        body.read();
        IOException reason = new IOException();
        body.fail(reason);
        verify(source).fail(reason);
    }

    @Test
    void givenUpAfterItsEndItDoesNotTakeTheNextAnswerOnItsConnectionWithIt() throws Exception {
        Semaphore asked = new Semaphore(0);
        CountDownLatch givenUp = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream(connection -> {
            connections.incrementAndGet();
            for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                asked.release();
                if (head.startsWith("GET /second")) {
                    givenUp.await();
                }
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
            }
        })) {
            HttpClient client = new HttpClient();
            client.start();
            try {
                WholeBody first = readToItsEnd(client, upstream);
                CompletableFuture<ContentResponse> second =
                        new CompletableResponseListener(client.newRequest(upstream.address() + "/second")).send();
                assertThat(asked.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
                first.fail(new IOException("The client of the first left"));
                givenUp.countDown();
                assertThat(second.get(10, TimeUnit.SECONDS).getContentAsString())
                        .isEqualTo("body");
                assertThat(connections).hasValue(1);
            } finally {
                client.stop();
            }
        }
    }

    /** Returns a body that was read, when its connection is free for the next request. */
    private static WholeBody readToItsEnd(HttpClient client, RawUpstream upstream) throws Exception {
        AtomicReference<WholeBody> body = new AtomicReference<>();
        CompletableFuture<Result> result = new CompletableFuture<>();
        client.newRequest(upstream.address() + "/first")
                .onResponseContentSource((response, source) -> {
                    body.set(new WholeBody(source, -1, () -> false));
                    Content.Source.consumeAll(body.get(), Callback.NOOP);
                })
                .send(result::complete);
        assertThat(result.get(10, TimeUnit.SECONDS).isSucceeded()).isTrue();
        return body.get();
    }
}
