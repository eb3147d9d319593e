package dev.errorproxy.domain.fault;

import java.nio.charset.StandardCharsets;

/** Percent-encoded text (RFC 3986, section 2.1). */
final class PercentEncoding {

    private static final int HEX = 16;

    private PercentEncoding() {}

    /** Returns the text without its encoding, UTF-8 behind it; a percent sign that begins none stays as it is. */
    static String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], HEX) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], HEX) : -1;
            decoded[length++] = low >= 0 ? (byte) (high * HEX + low) : raw[i];
            i += low >= 0 ? 2 : 0;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }
}
