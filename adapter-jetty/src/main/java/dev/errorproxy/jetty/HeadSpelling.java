package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    /** How much is looked at in one go, so that a body behind the head is hardly copied. */
    private static final int SLICE = 512;

    private static final byte[] INTERIM = "HTTP/1.1 1".getBytes(StandardCharsets.US_ASCII);

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
        int from = buffer.limit() - count;
        while (!complete && from < buffer.limit()) {
            int start = length;
            int added = Math.min(SLICE, Math.min(buffer.limit() - from, MOST_BYTES - length));
            makeRoom(length + added);
            buffer.get(from, head, length, added);
            length += added;
            from += endAt(start) - start;
        }
    }

    private void makeRoom(int needed) {
        if (needed > head.length) {
            head = Arrays.copyOf(head, Math.max(needed, 2 * head.length));
        }
    }

    /** Ends the head behind the first blank line from that byte on, and returns where what was taken ends. */
    private int endAt(int start) {
        for (int i = start; i < length; i++) {
            if (head[i] == '\n' && i > 3 && head[i - 1] == '\r' && head[i - 2] == '\n' && head[i - 3] == '\r') {
                int end = i + 1;
                length = end;
                complete = true;
                if (startsWith(INTERIM)) {
                    begin();
                }
                return end;
            }
        }
        complete = length == MOST_BYTES;
        return length;
    }

    private boolean startsWith(byte[] prefix) {
        return length >= prefix.length && Arrays.equals(head, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Returns the parsed fields with their names spelled as they came. */
    synchronized HttpFields respell(HttpFields fields) {
        if (!complete) {
            return fields;
        }
        boolean same = true;
        int start = nextLine(0);
        for (HttpField field : fields) {
            if (start >= length - 2 || !isNamed(field, start, true)) {
                return fields;
            }
            same &= isNamed(field, start, false);
            start = nextLine(start);
        }
        return same || start < length - 2 ? fields : respelled(fields);
    }

    private HttpFields respelled(HttpFields fields) {
        HttpFields.Mutable spelled = HttpFields.build(fields.size());
        int start = nextLine(0);
        for (HttpField field : fields) {
            String name = new String(head, start, field.getName().length(), StandardCharsets.ISO_8859_1);
            spelled.add(new HttpField(field.getHeader(), name, field.getValue()));
            start = nextLine(start);
        }
        return spelled;
    }

    private boolean isNamed(HttpField field, int start, boolean ignoreCase) {
        String name = field.getName();
        int end = start + name.length();
        if (end >= length || head[end] != ':') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            int here = head[start + i] & 0xff;
            int there = name.charAt(i);
            if (here != there && !(ignoreCase && lowerCase(here) == lowerCase(there))) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private int nextLine(int from) {
        int i = from;
        while (i < length && head[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, length);
    }
}
