package dev.errorproxy.jetty;

import java.nio.ByteBuffer;

/**
 * Counts the events of a {@code text/event-stream} as it passes: blocks with a {@code data} field that a blank line
 * ends, so no comments (WHATWG HTML, section 9.2.6). This class is not threadsafe.
 */
final class EventCounter {

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private long events;
    /** How much of a mark before the first line there has been; no more is one once something else came. */
    private int mark;

    private int column;
    private boolean matches = true;
    private boolean hasData;
    private boolean afterReturn;

    /** Counts on; the buffer's position stays. */
    void pass(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            pass(bytes.get(i));
        }
    }

    private void pass(byte b) {
        if (mark < BYTE_ORDER_MARK.length) {
            if (b == BYTE_ORDER_MARK[mark]) {
                mark++;
                return;
            }
            matches = mark == 0;
            mark = BYTE_ORDER_MARK.length;
        }
        boolean secondHalf = afterReturn && b == '\n';
        afterReturn = b == '\r';
        if (secondHalf) {
            return;
        }
        if (b == '\n' || b == '\r') {
            endLine();
        } else if (column < DATA.length) {
            matches &= b == DATA[column++];
        } else if (column == DATA.length) {
            hasData |= matches && b == ':';
            column++;
        }
    }

    private void endLine() {
        if (column == 0) {
            events += hasData ? 1 : 0;
            hasData = false;
        } else if (column == DATA.length) {
            hasData |= matches;
        }
        column = 0;
        matches = true;
    }

    /** Returns how many events have ended. */
    long events() {
        return events;
    }
}
