package dev.errorproxy.domain.stream;

/**
 * How JSON is cut so that what is left is none.
 *
 * @param before what is put before it
 * @param at where it is cut off
 */
record JsonBreak(String before, int at) {

    private static final String NEVER_WHOLE_IN_PART = "{[\"";

    /** Returns the cut of the JSON that stands there, at about its half and between two characters. */
    static JsonBreak of(byte[] raw, Span span) {
        int first = span.from();
        while (first < span.to() && isBlank(raw[first])) {
            first++;
        }
        int last = span.to();
        while (last > first && isBlank(raw[last - 1])) {
            last--;
        }
        if (first == last) {
            return new JsonBreak("{", span.to());
        }
        int at = first + Math.max(1, (last - first) / 2);
        while (at > first + 1 && at < raw.length && isContinuation(raw[at])) {
            at--;
        }
        // Half a number is a number.
        return new JsonBreak(NEVER_WHOLE_IN_PART.indexOf(raw[first]) >= 0 ? "" : "{", at);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }
}
