package dev.errorproxy.jetty;

import java.io.IOException;
import java.net.SocketException;

/**
 * What a client heard of an answer with a chunked body, or one framed by the end of the connection.
 *
 * @param head the head
 * @param body the body, a character for each byte
 * @param end how it ended
 */
record Heard(String head, String body, End end) {

    /** How an answer ended. */
    enum End {
        /** As its framing says that a whole one does. */
        WHOLE,
        /** The connection was closed before. */
        CLOSED,
        /** The connection was reset before. */
        RESET
    }

    /** Listens until the answer ends, which for one framed by the end of the connection is when that is closed. */
    static Heard by(RawUpstream.Connection client) throws IOException {
        String head = client.readHead();
        boolean chunked = head.contains("\r\nTransfer-Encoding: chunked\r\n");
        StringBuilder body = new StringBuilder();
        try {
            End end = chunked ? readChunks(client, body) : readToEnd(client, body);
            return new Heard(head, body.toString(), end);
        } catch (SocketException e) {
            return new Heard(head, body.toString(), End.RESET);
        }
    }

    private static End readToEnd(RawUpstream.Connection client, StringBuilder body) throws IOException {
        for (String read = client.read(1); !read.isEmpty(); read = client.read(1)) {
            body.append(read);
        }
        return End.WHOLE;
    }

    private static End readChunks(RawUpstream.Connection client, StringBuilder body) throws IOException {
        for (String size = client.readUntil("\r\n"); size != null; size = client.readUntil("\r\n")) {
            int length = Integer.parseInt(size.trim(), 16);
            String data = client.read(length);
            body.append(data);
            if (client.read(2).length() < 2) {
                return End.CLOSED;
            }
            if (length == 0) {
                return End.WHOLE;
            }
        }
        return End.CLOSED;
    }
}
