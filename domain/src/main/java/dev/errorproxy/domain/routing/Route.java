package dev.errorproxy.domain.routing;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import java.net.URI;
import java.util.Optional;

/**
 * Whose call it is.
 *
 * @param provider the provider that the call is meant for
 * @param call the call as that provider is to see it, without a provider's name before its path
 * @param upstream where the call goes; empty where no address is known
 */
public record Route(Provider provider, Call call, Optional<URI> upstream) {

    public Route {
        requireNonNull(provider, "provider is null");
        requireNonNull(call, "call is null");
        requireNonNull(upstream, "upstream is null");
    }

    /** Returns what the proxy itself has to say to the call, in the provider's shape. */
    public Reply proxyError(int status, String message) {
        return provider.proxyError(status, message, call);
    }

    /** Returns this route for another form of its call. */
    public Route withCall(Call other) {
        return new Route(provider, other, upstream);
    }
}
