package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadRequestTest {

    private static final int MOST = 1 << 20;

    private final ReadRequest.Room room = new ReadRequest.Room(MOST);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean broken;

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                begun.countDown();
                ReadRequest.of(
                        request,
                        room,
                        read -> {
                            if (broken) {
                                throw new IllegalStateException("Broken on purpose");
                            }
                            response.getHeaders().put("read", read.body().length);
                            response.getHeaders().put("held", room.taken());
                            response.getHeaders().put("whole", String.valueOf(read.isWhole()));
                            Content.copy(read, response, callback);
                        },
                        callback::failed);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private CompletableFuture<HttpResponse<byte[]>> send(byte[] body) {
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
        return client.sendAsync(
                HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Test
    void givesTheSameBytesAgain() {
        byte[] body = bytes(MOST / 2);
        HttpResponse<byte[]> response = send(body).join();
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("whole")).contains("true");
        assertThat(response.headers().firstValueAsLong("read")).hasValue(body.length);
    }

    /** In the midst of a body nobody else would hear of it, and the client would wait for ever. */
    @Test
    void whatItsReaderThrowsIsAFailureToo() throws Exception {
        broken = true;
        try (RawUpstream.Connection connection = RawUpstream.Connection.to(connector.getLocalPort())) {
            connection.write("POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\n");
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(connection.write("body").readToEnd()).startsWith("HTTP/1.1 500 ");
        }
    }

    /** Each piece of memory costs more than its bytes: they become larger as the body does. */
    @Test
    void holdsABodyThatComesByteByByteInFewPieces() throws Exception {
        try (RawUpstream.Connection connection = RawUpstream.Connection.to(connector.getLocalPort())) {
            connection.write("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "1\r\nx\r\n".repeat(1_000) + "0\r\n\r\n");
            assertThat(connection.readHead()).contains("read: 1000\r\n", "held: 1024\r\n");
        }
    }

    @Test
    void readsOnlyWhatThereIsRoomForAndLosesNothing() {
        byte[] body = bytes(5 * MOST);
        HttpResponse<byte[]> response = send(body).join();
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("whole")).contains("false");
        assertThat(response.headers().firstValueAsLong("read").orElseThrow())
                .isBetween(MOST - 100_000L, MOST + 100_000L);
    }

    @Test
    void allTogetherHoldNoMoreThanThereIsRoomForAndGiveItBack() throws Exception {
        byte[] body = bytes(2 * MOST);
        Stream.generate(() -> send(body))
                .limit(20)
                .toList()
                .forEach(answer -> assertThat(answer.join().body()).isEqualTo(body));
        server.stop(); // After that the last call has ended here too.
        assertThat(room.taken()).isZero();
    }
}
