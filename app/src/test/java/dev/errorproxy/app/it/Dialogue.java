package dev.errorproxy.app.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * One request and its answer, all made of a number that the request carries, so that both ends know what both must be.
 *
 * @param seed the number
 * @param shape how the answer is framed
 * @param requestBytes the length of the request's body
 * @param requestChunked whether the request's body comes in chunks
 * @param lastOnConnection whether the client asks for the end of its connection
 */
record Dialogue(long seed, Shape shape, int requestBytes, boolean requestChunked, boolean lastOnConnection) {

    /** The request field with the number. */
    static final String FIELD = "x-dialogue";

    /** How an answer is framed. */
    enum Shape {
        LENGTH,
        CHUNKED,
        GZIP,
        EVENTS,
        /** Its end is the end of the connection. */
        TO_THE_END
    }

    private static final int[] LARGEST = {1, 2_000, 2_000, 2_000, 2_000, 64_000, 64_000, 500_000};
    private static final int MOST = 2 * 1024 * 1024;

    static Dialogue of(long seed) {
        Random random = new Random(seed);
        Shape shape = Shape.values()[random.nextInt(20) == 0 ? 4 : random.nextInt(4)];
        int bytes = random.nextInt(200) == 0 ? MOST : random.nextInt(LARGEST[random.nextInt(LARGEST.length)]);
        return new Dialogue(seed, shape, bytes, random.nextBoolean(), random.nextInt(10) == 0);
    }

    /** Returns the dialogue that a request is about. */
    static Dialogue of(Wire.Head head) {
        return of(Long.parseLong(head.fields().get(FIELD)));
    }

    /** Returns the dialogue that an HTTP/2 request is about. */
    static Dialogue of(Request request) {
        return of(Long.parseLong(request.getHeaders().get(FIELD)));
    }

    private static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    byte[] requestBody() {
        return bytes(seed + 1, requestBytes);
    }

    /** Returns the answer's body as it is sent, or as it is after it was unzipped on its way. */
    byte[] answerBody(boolean zipped) {
        return shape == Shape.GZIP && !zipped ? unzipped(answerBody()) : answerBody();
    }

    private static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] answerBody() {
        Random random = new Random(seed + 2);
        int count = random.nextInt(LARGEST[random.nextInt(LARGEST.length)]);
        return switch (shape) {
            case LENGTH, CHUNKED, TO_THE_END -> bytes(seed + 3, count);
            case GZIP -> zipped(bytes(seed + 3, count / 4));
            case EVENTS -> events(random, count / 200);
        };
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] events(Random random, int count) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < count; i++) {
            events.append("data: {\"n\":").append(i).append(",\"v\":").append(random.nextLong());
            events.append("}\n\n");
        }
        return events.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends the request, with more fields, each with its line end. */
    void ask(Wire wire, String path, String... fields) throws IOException {
        byte[] body = requestBody();
        String framing = requestChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n";
        wire.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + FIELD + ": "
                + seed + "\r\n" + String.join("", fields) + (lastOnConnection ? "Connection: close\r\n" : "") + framing
                + "\r\n");
        if (requestChunked) {
            wire.writeChunks(body, 10_000);
        } else {
            wire.write(body);
        }
    }

    /** Reads the request's body and answers, 500 where it is damaged; returns whether the connection goes on. */
    boolean keepUp(Wire wire, Wire.Head head) throws IOException {
        if (Arrays.equals(wire.readRequestBody(head), requestBody())) {
            return answer(wire);
        }
        wire.write("HTTP/1.1 500 Damaged\r\nContent-Length: 0\r\n\r\n");
        return true;
    }

    /** Sends the answer; returns whether the connection goes on. */
    boolean answer(Wire wire) throws IOException {
        byte[] body = answerBody();
        String framing = switch (shape) {
            case LENGTH, GZIP -> "Content-Length: " + body.length + "\r\n";
            case CHUNKED, EVENTS -> "Transfer-Encoding: chunked\r\n";
            case TO_THE_END -> "Connection: close\r\n";
        };
        wire.write("HTTP/1.1 200 OK\r\nContent-Type: " + type() + "\r\n"
                + (shape == Shape.GZIP ? "Content-Encoding: gzip\r\n" : "") + framing + "\r\n");
        switch (shape) {
            case LENGTH, GZIP, TO_THE_END -> wire.write(body);
            case CHUNKED -> wire.writeChunks(body, 7_000);
            case EVENTS -> wire.writeChunks(body, 300);
        }
        return shape != Shape.TO_THE_END;
    }

    private String type() {
        return shape == Shape.EVENTS ? "text/event-stream" : "application/json";
    }

    /** Does its part over HTTP/2: reads the request's body and answers, 500 where it is damaged. */
    void keepUp(Request request, Response response) throws IOException {
        if (!Arrays.equals(Content.Source.asInputStream(request).readAllBytes(), requestBody())) {
            response.setStatus(500);
            return;
        }
        byte[] body = answerBody();
        HttpFields.Mutable fields = response.getHeaders().add("content-type", type());
        switch (shape) {
            case LENGTH -> fields.add("content-length", body.length);
            case GZIP -> fields.add("content-length", body.length).add("content-encoding", "gzip");
            case CHUNKED, EVENTS, TO_THE_END -> {} // Its end is that of the stream.
        }
        int piece = shape == Shape.EVENTS ? 300 : 7_000;
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            for (int from = 0; from < body.length; from += piece) {
                out.write(body, from, Math.min(piece, body.length - from));
            }
        }
    }
}
