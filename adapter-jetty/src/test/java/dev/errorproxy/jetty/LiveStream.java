package dev.errorproxy.jetty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** An upstream whose answer is a stream of events, and which then waits for its connection to end. */
final class LiveStream implements AutoCloseable {

    /** How many events the stream has. */
    static final int EVENTS = 8;

    /** How the stream comes over the wire. */
    enum Delivery {
        CHUNK_PER_EVENT("Transfer-Encoding: chunked\r\n"),
        ONE_CHUNK("Transfer-Encoding: chunked\r\n"),
        CHUNK_PER_BYTE("Transfer-Encoding: chunked\r\n"),
        LENGTH("Content-Length: " + (all().length() + 1) + "\r\n"),
        GZIP("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        END_OF_CONNECTION("");

        private final String framing;

        Delivery(String framing) {
            this.framing = framing;
        }

        private String answer() throws IOException {
            String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n" + framing + "\r\n";
            return head
                    + switch (this) {
                        case CHUNK_PER_EVENT -> chunks(all().split("(?<=\n\n)"));
                        case ONE_CHUNK -> chunks(all());
                        case CHUNK_PER_BYTE -> chunks(all().split("(?<=.)", -1));
                        case GZIP -> chunks(zipped());
                        case LENGTH, END_OF_CONNECTION -> all();
                    };
        }
    }

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> freed = new CompletableFuture<>();
    private final RawUpstream upstream;

    /** Streams without ever coming to the end of the body. */
    LiveStream(Delivery delivery) throws IOException {
        this(delivery.answer());
    }

    private LiveStream(String answer) throws IOException {
        upstream = new RawUpstream(connection -> {
            String head = connection.readHead();
            heads.add(head);
            connection.skipBody(head);
            connection.write(answer);
            try {
                connection.readToEnd();
            } finally {
                freed.complete(System.nanoTime());
            }
        });
    }

    /** An upstream with that answer, to the letter. */
    static LiveStream saying(String answer) throws IOException {
        return new LiveStream(answer);
    }

    /** An upstream whose chunked stream comes to its end. */
    static LiveStream whole() throws IOException {
        return new LiveStream(Delivery.CHUNK_PER_EVENT.answer() + "0\r\n\r\n");
    }

    /** An upstream whose compressed stream lacks its end, though the message that it comes in has one. */
    static LiveStream brokenWithin() throws IOException {
        return new LiveStream(Delivery.GZIP.answer() + "0\r\n\r\n");
    }

    /** Returns one event, with a character of two bytes. */
    static String event(int number) {
        return "event: delta\ndata: {\"n\":" + number + ",\"text\":\"caf\u00c3\u00a9\"}\n\n";
    }

    /** Returns the stream up to the end of that many events; behind the second stands a comment, which is none. */
    static String first(int events) {
        StringBuilder stream = new StringBuilder();
        for (int i = 1; i <= events; i++) {
            stream.append(i == 3 ? ": a comment\n\n" : "").append(event(i));
        }
        return stream.toString();
    }

    static String all() {
        return first(EVENTS);
    }

    private static String chunks(String... pieces) {
        StringBuilder chunks = new StringBuilder();
        for (String piece : pieces) {
            if (!piece.isEmpty()) {
                chunks.append(Integer.toHexString(piece.length()))
                        .append("\r\n")
                        .append(piece)
                        .append("\r\n");
            }
        }
        return chunks.toString();
    }

    private static String zipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GZIPOutputStream zip = new GZIPOutputStream(bytes, true);
        zip.write(all().getBytes(StandardCharsets.ISO_8859_1));
        zip.flush();
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    ProxyFixture proxy() throws IOException {
        return new ProxyFixture(upstream.address());
    }

    RawUpstream raw() {
        return upstream;
    }

    List<String> heads() {
        return heads;
    }

    /** Waits until the proxy has let go of the connection. */
    void awaitFreed() throws Exception {
        freed.get(10, TimeUnit.SECONDS);
    }

    /** Returns whether the proxy still holds the connection. */
    boolean isHeld() {
        return !freed.isDone();
    }

    @Override
    public void close() throws IOException {
        upstream.close();
    }
}
