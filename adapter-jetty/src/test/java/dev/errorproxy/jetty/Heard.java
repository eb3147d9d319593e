package dev.errorproxy.jetty;

import java.io.IOException;
import java.net.SocketException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client heard of an answer, however its body is framed.
 *
 * @param head the head
 * @param body the body, a character for each byte
 * @param end how it ended
 */
record Heard(String head, String body, End end) {

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

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
            Matcher length = LENGTH.matcher(head);
            End end = chunked
                    ? readChunks(client, body)
                    : length.find()
                            ? readLength(client, body, Integer.parseInt(length.group(1)))
                            : readToEnd(client, body);
            return new Heard(head, body.toString(), end);
        } catch (SocketException e) {
            return new Heard(head, body.toString(), End.RESET);
        }
    }

    private static End readLength(RawUpstream.Connection client, StringBuilder body, int length) throws IOException {
        for (String read = "-"; body.length() < length && !read.isEmpty(); body.append(read)) {
            read = client.read(1);
        }
        return body.length() == length ? End.WHOLE : End.CLOSED;
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
