package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * How the field names of a message's head were spelled.
 *
 * <p>Jetty's parser gives the names that it knows in its own spelling ({@code Authorization} for {@code authorization}),
 * whatever its compliance mode. So a connection lets this class see the bytes of each head. Where these do not account
 * for the parsed fields one by one (a pipelined head, folded lines), Jetty's spelling stays. This class is threadsafe.
 */
final class HeadSpelling {

    private static final int MOST_BYTES = UpstreamClient.HEAD_BYTES;
    private static final String INTERIM = "HTTP/1.1 1";

    private byte[] head = new byte[1024];
    private int length;
    private boolean complete;

    /** Begins with the next bytes: they are the start of a head. */
    synchronized void begin() {
        length = 0;
        complete = false;
    }

    /** Sees the last bytes of what was read. */
    synchronized void read(ByteBuffer buffer, int count) {
        for (int i = buffer.limit() - count; i < buffer.limit() && !complete; i++) {
            add(buffer.get(i));
        }
    }

    private void add(byte b) {
        if (length == head.length) {
            head = Arrays.copyOf(head, 2 * length);
        }
        head[length++] = b;
        complete = length == MOST_BYTES || b == '\n' && endsWithBlankLine();
        if (complete && text(0, Math.min(length, INTERIM.length())).equals(INTERIM)) {
            begin();
        }
    }

    private boolean endsWithBlankLine() {
        return length > 4 && head[length - 2] == '\r' && head[length - 3] == '\n' && head[length - 4] == '\r';
    }

    private String text(int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Returns the parsed fields with their names spelled as they came. */
    synchronized HttpFields respell(HttpFields fields) {
        if (!complete) {
            return fields;
        }
        HttpFields.Mutable spelled = HttpFields.build(fields.size());
        Iterator<HttpField> parsed = fields.iterator();
        for (int start = nextLine(0); start < length - 2; start = nextLine(start)) {
            int colon = indexOf(':', start);
            HttpField field = parsed.hasNext() ? parsed.next() : null;
            String name = text(start, colon);
            if (field == null || !field.getName().equalsIgnoreCase(name)) {
                return fields;
            }
            boolean same = field.getName().equals(name);
            spelled.add(same ? field : new HttpField(field.getHeader(), name, field.getValue()));
        }
        return parsed.hasNext() ? fields : spelled;
    }

    private int nextLine(int from) {
        return Math.min(indexOf('\n', from) + 1, length);
    }

    private int indexOf(char c, int from) {
        int i = from;
        while (i < length && head[i] != c) {
            i++;
        }
        return i;
    }
}
