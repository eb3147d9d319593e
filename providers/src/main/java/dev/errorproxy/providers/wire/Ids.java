package dev.errorproxy.providers.wire;

import java.util.concurrent.ThreadLocalRandom;

/** Random characters for ids, unique for all practical purposes and no secret. */
public final class Ids {

    private static final String HEX = "0123456789abcdef";
    private static final String BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private Ids() {}

    /** Returns hexadecimal digits in lower case. */
    public static String hex(int length) {
        return draw(HEX, length);
    }

    /** Returns letters and digits without those that look alike. */
    public static String base58(int length) {
        return draw(BASE_58, length);
    }

    private static String draw(String alphabet, int length) {
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(alphabet.charAt(ThreadLocalRandom.current().nextInt(alphabet.length())));
        }
        return id.toString();
    }
}
