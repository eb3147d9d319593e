package dev.errorproxy.providers;

import java.util.concurrent.ThreadLocalRandom;

/** Random characters for request ids, unique for all practical purposes and no secret. */
final class Ids {

    private static final String HEX = "0123456789abcdef";
    private static final String BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private Ids() {}

    static String hex(int length) {
        return draw(HEX, length);
    }

    static String base58(int length) {
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
