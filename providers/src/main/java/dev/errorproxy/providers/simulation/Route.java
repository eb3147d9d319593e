package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.providers.wire.PathNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a provider serves an operation.
 *
 * @param method the HTTP method, in capitals
 * @param path the raw path as a whole, whose groups are names such as a model's
 * @param operation what is served there
 * @param open whether it is served without a key
 */
public record Route(String method, Pattern path, Operation operation, boolean open) {

    public Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(operation, "operation is null");
    }

    /** Returns a route for {@code GET} and {@code HEAD}; the path is a regular expression. */
    public static Route get(String path, Operation operation) {
        return new Route("GET", Pattern.compile(path + "/?"), operation, false);
    }

    /** Returns a route for {@code POST}; the path is a regular expression. */
    public static Route post(String path, Operation operation) {
        return new Route("POST", Pattern.compile(path + "/?"), operation, false);
    }

    /** Returns this route, served without a key too. */
    public Route withoutKey() {
        return new Route(method, path, operation, true);
    }

    boolean takes(String someMethod) {
        return method.equals(someMethod) || (method.equals("GET") && someMethod.equals("HEAD"));
    }

    /** Returns the names in the path, percent-decoded; empty where the path is not this route's. */
    Optional<List<String>> names(Call call) {
        Matcher matcher = path.matcher(call.path());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            names.add(PathNames.decode(matcher.group(i)));
        }
        return Optional.of(names);
    }
}
