package dev.errorproxy.app.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP/1.1 on a bare socket, from either side: nothing is retried, tidied up or forgiven. */
final class Wire implements AutoCloseable {

    private static final int MOST_LINE = 64 * 1024;

    /**
     * The head of a message.
     *
     * @param start the request line or status line
     * @param fields the values by lower-case names
     */
    record Head(String start, Map<String, String> fields) {

        int status() {
            return Integer.parseInt(start.split(" ")[1]);
        }

        boolean has(String name, String value) {
            return value.equals(fields.get(name));
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Wire(Socket socket, Duration deadline) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) deadline.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
        out = socket.getOutputStream();
    }

    /** Returns an upstream's end of a connection, which waits for ever: the other side may keep it, or be slow. */
    static Wire accepted(Socket socket) throws IOException {
        return new Wire(socket, Duration.ZERO);
    }

    /** Returns a new connection to that port of this machine. */
    static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getByName("127.0.0.1"), port), Lines.DEADLINE);
    }

    /** Returns a new connection that takes little before it is read, so that thousands don't fill the system's memory. */
    static Wire narrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        return new Wire(socket, Lines.DEADLINE);
    }

    /** Returns the next head; null at the end of the stream. */
    Head readHead() throws IOException {
        String start = readLine();
        if (start == null) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        for (String line = needLine(); !line.isEmpty(); line = needLine()) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Head(start, fields);
    }

    private String needLine() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("The end came in the middle of a message");
        }
        return line;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.substring(0, line.length() - 1);
            }
            if (line.append((char) b).length() > MOST_LINE) {
                throw new IOException("A line has no end");
            }
        }
        if (line.isEmpty()) {
            return null;
        }
        throw new EOFException("The end came in the middle of a line");
    }

    /** Returns the body of a request: nothing where the head promises none. */
    byte[] readRequestBody(Head head) throws IOException {
        boolean framed =
                head.fields().containsKey("content-length") || head.fields().containsKey("transfer-encoding");
        return framed ? readBody(head) : new byte[0];
    }

    /** Returns the body of a response, all of it. */
    byte[] readBody(Head head) throws IOException {
        if (head.has("transfer-encoding", "chunked")) {
            return readChunks();
        }
        String length = head.fields().get("content-length");
        return length == null ? in.readAllBytes() : readExactly(Integer.parseInt(length));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(needLine(), 16);
            body.write(readExactly(size));
            if (!needLine().isEmpty()) {
                throw new IOException("A chunk is longer than it says");
            }
        } while (size > 0);
        return body.toByteArray();
    }

    /** Returns so many bytes. */
    byte[] readExactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The end came in the middle of a body");
        }
        return bytes;
    }

    /** Reads until the other side has left, one way or the other. */
    void awaitLeave() {
        try {
            while (in.read() >= 0) {
                // What still comes is of no interest.
            }
        } catch (IOException e) {
            // That is a leave too.
        }
    }

    /** Returns whether the other side has ended a connection on which nothing was said; the news must have come by now. */
    boolean isRefused() throws IOException {
        int usual = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(usual);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
    }

    /** Writes a body in chunks of that size, with the last one. */
    void writeChunks(byte[] body, int size) throws IOException {
        for (int from = 0; from < body.length; from += size) {
            int count = Math.min(size, body.length - from);
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(count + 16);
            chunk.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.write(body, from, count);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            write(chunk.toByteArray());
        }
        write("0\r\n\r\n");
    }

    /** Leaves, with a reset or as is polite. */
    void leave(boolean reset) throws IOException {
        if (reset) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
