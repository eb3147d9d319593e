package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are kept, up to a limit. This class is not threadsafe. */
final class Bytes {

    private static final int FIRST = 256;

    private final int limit;
    private byte[] kept = new byte[0];
    private int size;

    Bytes(int limit) {
        this.limit = limit;
    }

    /** Returns the text as it goes onto the wire. */
    static ByteBuffer of(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the byte, unless there are as many as may be. */
    void add(byte b) {
        if (size < limit) {
            makeRoom(1);
            kept[size++] = b;
        }
    }

    /** Keeps the bytes, or as many as may be; the buffer's position stays. */
    void add(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), limit - size);
        makeRoom(count);
        bytes.get(bytes.position(), kept, size, count);
        size += count;
    }

    /** Keeps the bytes from there up to there, or as many as may be. */
    void add(byte[] bytes, int from, int to) {
        add(ByteBuffer.wrap(bytes, from, to - from));
    }

    /** Keeps the text as it goes onto the wire. */
    void add(String text) {
        add(of(text));
    }

    private void makeRoom(int count) {
        if (size + count > kept.length) {
            int wanted = Math.max(FIRST, Math.max(size + count, 2 * kept.length));
            kept = Arrays.copyOf(kept, Math.min(limit, wanted));
        }
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == limit;
    }

    void clear() {
        size = 0;
    }

    /** Returns whether these are the characters, all of them ASCII. */
    boolean are(String ascii) {
        if (size != ascii.length()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (kept[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    byte[] copy() {
        return Arrays.copyOf(kept, size);
    }

    /** Returns the bytes as text, a replacement character for what is no UTF-8. */
    String text() {
        return new String(kept, 0, size, StandardCharsets.UTF_8);
    }
}
