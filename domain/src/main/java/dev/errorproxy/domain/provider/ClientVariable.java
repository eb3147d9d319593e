package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

/**
 * An environment variable by which clients of a provider can be pointed at the proxy.
 *
 * @param name the variable's name
 * @param path what the client expects behind the proxy's address: empty, or a path such as {@code /v1}
 */
public record ClientVariable(String name, String path) {

    public ClientVariable {
        requireNonNull(name, "name is null");
        requireNonNull(path, "path is null");
    }
}
