package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request as the client sent it: its head, and what of its body was read.
 *
 * @param method the HTTP method, case kept
 * @param path the raw path, percent-encoding kept, always beginning with a slash (or the asterisk of {@code OPTIONS *})
 * @param query the raw query without its question mark; present and empty for a lone question mark
 * @param headers the header fields in the order sent, repeats included
 * @param inference what it asks of a model; unknown where the body was not read
 */
public record Call(String method, String path, Optional<String> query, List<Header> headers, Inference inference) {

    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "Bearer ";

    public Call {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(query, "query is null");
        headers = List.copyOf(headers);
        requireNonNull(inference, "inference is null");
    }

    /** Creates a call of which only the head is known. */
    public Call(String method, String path, Optional<String> query, List<Header> headers) {
        this(method, path, query, headers, Inference.UNKNOWN);
    }

    /** Returns the value of the first field of that name, which is compared without regard to case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(valueOf(name));
    }

    /** Returns whether there is a field of that name. */
    public boolean hasHeader(String name) {
        return valueOf(name) != null;
    }

    private String valueOf(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** Returns the token of a {@code Bearer} authorization. */
    public Optional<String> bearer() {
        return header(AUTHORIZATION)
                .filter(Call::isBearer)
                .map(value -> value.substring(BEARER.length()).trim());
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    /** Returns whether the bearer token begins so; asked by every provider of every call, it copies nothing. */
    public boolean hasKeyPrefix(String prefix) {
        String value = valueOf(AUTHORIZATION);
        if (value == null || !isBearer(value)) {
            return false;
        }
        int start = BEARER.length();
        while (start < value.length() && value.charAt(start) <= ' ') {
            start++;
        }
        return value.startsWith(prefix, start);
    }

    /** Returns the keys that the call carries, in whatever way of the providers' it does; most calls carry one. */
    public List<String> keys() {
        return Stream.of(bearer(), header("x-api-key"), header("api-key"), header("x-goog-api-key"), parameter("key"))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the raw value of the query's first parameter of that name that has one. */
    public Optional<String> parameter(String name) {
        return query.stream()
                .flatMap(q -> Stream.of(q.split("&")))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst();
    }

    /** Returns whether the query has a parameter of that name, with or without a value. */
    public boolean hasParameter(String name) {
        return query.filter(q -> hasParameter(q, name)).isPresent();
    }

    private static boolean hasParameter(String query, String name) {
        for (String parameter : query.split("&")) {
            if (parameter.equals(name) || parameter.startsWith(name + "=")) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the path is this one or lies below it: {@code /oidc} covers {@code /oidc/token}, not {@code /oidcx}. */
    public boolean isUnder(String folder) {
        return path.startsWith(folder)
                && (path.length() == folder.length() || folder.endsWith("/") || path.charAt(folder.length()) == '/');
    }

    /** Returns whether the path {@link #isUnder(String)} one of these. */
    public boolean isUnderAny(List<String> folders) {
        for (String folder : folders) {
            if (isUnder(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Returns this call with another raw path. */
    public Call withPath(String newPath) {
        return new Call(method, newPath, query, headers, inference);
    }

    /** Returns this call without the fields of that name, which is compared without regard to case. */
    public Call without(String name) {
        List<Header> kept = headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new Call(method, path, query, kept, inference);
    }

    /** Returns this call with what it asks of a model. */
    public Call withInference(Inference read) {
        return new Call(method, path, query, headers, read);
    }

    /** Returns method and path only: the query and the headers may hold a key. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
