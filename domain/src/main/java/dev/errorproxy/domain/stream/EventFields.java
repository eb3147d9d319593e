package dev.errorproxy.domain.stream;

import java.util.Optional;

/** The fields of one event after the other, read byte by byte (WHATWG HTML, section 9.2.6). This class is not threadsafe. */
final class EventFields {

    private static final int LONGEST_FIELD = 8;
    private static final int LONGEST_NAME = 256;

    private final Bytes field = new Bytes(LONGEST_FIELD);
    private final Bytes data = new Bytes(StreamSplitter.MOST_DATA);
    private final Bytes name = new Bytes(LONGEST_NAME);
    private final Bytes ignored = new Bytes(0);

    private boolean begun;
    private boolean inValue;
    private boolean leading;
    private Bytes value = ignored;
    private boolean hasData;

    /** Takes a byte that ends no line. */
    void take(byte b) {
        begun = true;
        if (inValue) {
            if (!leading || b != ' ') {
                value.add(b);
            }
            leading = false;
        } else if (b == ':') {
            beginValue();
        } else {
            field.add(b);
        }
    }

    private void beginValue() {
        inValue = true;
        leading = true;
        value = ignored;
        if (field.are("data")) {
            value = data;
            if (hasData) {
                data.add((byte) '\n');
            }
            hasData = true;
        } else if (field.are("event")) {
            value = name;
            name.clear();
        }
    }

    /** Ends the line; returns whether it was blank. */
    boolean endLine() {
        boolean blank = !begun;
        if (begun && !inValue) {
            beginValue();
        }
        beginLine();
        return blank;
    }

    private void beginLine() {
        begun = false;
        inValue = false;
        field.clear();
    }

    /** Drops a byte order mark, if that is all that the line has so far; returns whether it was. */
    boolean dropsByteOrderMark() {
        boolean mark = !inValue && field.text().equals("\ufeff");
        if (mark) {
            beginLine();
        }
        return mark;
    }

    /** Returns the event, which stands there, and begins the next one. */
    Block block(long body, long end) {
        String text = data.text();
        boolean counts = hasData && !name.are("ping") && !PingData.is(text);
        Optional<String> event = name.size() == 0 ? Optional.empty() : Optional.of(name.text());
        hasData = false;
        data.clear();
        name.clear();
        return new Block(body, end, counts, event, text);
    }
}
