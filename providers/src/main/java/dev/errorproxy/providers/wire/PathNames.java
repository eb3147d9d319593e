package dev.errorproxy.providers.wire;

import dev.errorproxy.domain.provider.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that a path carries, such as a model's or an endpoint's. */
public final class PathNames {

    private PathNames() {}

    /** Returns the pattern's first group, percent-decoded; empty where the path has no such name. */
    public static Optional<String> find(Pattern pattern, Call call) {
        Matcher matcher = pattern.matcher(call.path());
        return matcher.find() ? Optional.of(decode(matcher.group(1))) : Optional.empty();
    }

    /** Returns the text with its percent-encoding undone; as it is where that is malformed. */
    public static String decode(String raw) {
        try {
            // URLDecoder is made for forms, where a plus means a space; in a path it means itself.
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return raw;
        }
    }
}
