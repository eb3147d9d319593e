package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.routing.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whose buckets a call draws from.
 *
 * @param provider the provider's name
 * @param key what tells the client's key from others without being it
 * @param model the model as the client names it; empty where it names none
 */
record Client(String provider, String key, String model) {

    private static final int HASH_BYTES = 16;

    static Client of(Route route) {
        Call call = route.call();
        return new Client(
                route.provider().name(),
                hash(String.join("\n", call.keys())),
                call.inference().model().orElse(""));
    }

    /** Returns a part of the SHA-256, long enough that no two keys share it. */
    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
