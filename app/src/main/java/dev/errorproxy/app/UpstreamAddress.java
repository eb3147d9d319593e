package dev.errorproxy.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of an upstream as somebody wrote it, which may hold what is to be seen by nobody else. */
final class UpstreamAddress {

    private static final String RIGHT = "write http:// or https://, a host, and a port or a path if need be.";
    private static final String HIDDEN = "...";
    private static final int HIGHEST_PORT = 65535;
    /** What a decoder leaves of a character that the locale can't carry. */
    private static final char LOST = '\uFFFD';

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    private final String text;

    UpstreamAddress(String text) {
        this.text = text;
    }

    /**
     * Returns the address, in ASCII, as somebody wrote it on the command line or in the environment.
     *
     * @param source where it was written, for the message
     */
    URI read(String source) throws StartException {
        return read(source, StartException::usage);
    }

    /**
     * Returns the address, in ASCII.
     *
     * @param source where it was written, for the message
     * @param refusal makes the exception of the message
     */
    URI read(String source, Function<String, StartException> refusal) throws StartException {
        String reason;
        try {
            URI uri = new URI(text);
            Optional<String> wrong = wrong(uri);
            if (wrong.isEmpty()) {
                return URI.create(uri.toASCIIString());
            }
            reason = wrong.get();
        } catch (URISyntaxException e) {
            reason = "it can't be read (" + e.getReason() + ")";
        }
        throw refusal.apply(source + ": not an upstream's address: '" + shown() + "': " + reason + "; " + RIGHT);
    }

    private Optional<String> wrong(URI uri) {
        String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("it does not begin with http:// or https://");
        }
        if (authority.contains("@")) {
            return Optional.of("a user and a password have no place in it, for clients bring their own keys");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("a query or a fragment has no place in it, for calls bring their own");
        }
        if (uri.getHost() == null) {
            return Optional.of(wrongHost(authority));
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            return Optional.of("a port is 1 to " + HIGHEST_PORT);
        }
        return text.indexOf(LOST) < 0
                ? Optional.empty()
                : Optional.of("the locale has no such characters, so percent-encode them");
    }

    private static String wrongHost(String authority) {
        if (authority.isEmpty()) {
            return "it has no host";
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(authority)) {
            return "the host is not in ASCII, where such names begin with xn--";
        }
        return authority.contains("_")
                ? "Java takes no host with an underscore, so call it by another name, such as a network alias of Docker"
                        + " Compose, or by its IP address"
                : "its host or its port can't be read";
    }

    /** Returns what of the address may be seen: without user, password, query and fragment, of which any may be a key. */
    String shown() {
        int at = text.lastIndexOf('@');
        int end = text.split("[?#]", 2)[0].length();
        Matcher scheme = SCHEME.matcher(text);
        String start = scheme.lookingAt() ? scheme.group() : "";
        if (at > end) {
            // Either may be a part of the other: a password with a question mark, or an e-mail address in a query.
            return start + HIDDEN;
        }
        String rest = end < text.length() ? HIDDEN : "";
        return at <= 0 ? text.substring(0, end) + rest : start + HIDDEN + text.substring(at, end) + rest;
    }
}
