package dev.errorproxy.domain.stream;

/**
 * Where the data of a block stands within its bytes.
 *
 * @param field where what names it begins, such as {@code data:}; the same as {@code from} where nothing does
 * @param from where it begins
 * @param to where it ends
 */
record Span(int field, int from, int to) {

    /** Returns about half of it. */
    int middle() {
        return from + (to - from) / 2;
    }
}
