package dev.errorproxy.domain.provider;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One LLM API provider: how its calls are told from others', where they go, and how it words its errors.
 *
 * <p>Implementations have a public constructor without parameters, are named in
 * {@code META-INF/services/dev.errorproxy.domain.provider.Provider}, and are safe for use by many threads at once.
 */
public interface Provider {

    /**
     * Returns the name by which people and the address prefix speak of the provider: lower-case letters, digits and
     * hyphens, beginning with a letter.
     */
    String name();

    /** Returns the provider's public address; empty where each customer has an own one. */
    Optional<URI> upstream();

    /** Returns how strongly the call speaks for this provider. */
    Match match(Call call);

    /** Returns whether the call can be hit by an error; by default {@link Kind#usual}. */
    default Kind kind(Call call) {
        return Kind.usual(call);
    }

    /**
     * Returns the error as the provider would answer this call with it; empty where the provider never gives such an
     * error, which then is forwarded and spends nothing.
     */
    Optional<Reply> error(ErrorMode mode, Call call);

    /**
     * Returns what the proxy itself has to say, in the provider's error shape so that the client can read it.
     *
     * @param status 502 where the upstream can't be reached, 504 where it is silent
     * @param message what went wrong; it says that it is the proxy speaking
     */
    default Reply proxyError(int status, String message, Call call) {
        // Not %d, which writes the digits of the user's country.
        return Reply.json(
                status,
                "{\"error\":{\"message\":%s,\"type\":\"proxy_error\",\"code\":%s}}"
                        .formatted(Json.quote(message), status));
    }

    /** Returns the environment variables that clients of the provider read their address from; by default none. */
    default List<ClientVariable> clientVariables() {
        return List.of();
    }
}
