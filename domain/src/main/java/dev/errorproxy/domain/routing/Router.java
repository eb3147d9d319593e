package dev.errorproxy.domain.routing;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells whose call it is.
 *
 * <p>A first path segment that is a provider's name settles it and is taken off. Otherwise the strongest {@link Match}
 * wins, of equal ones the provider that comes first by name. This class is threadsafe.
 */
public final class Router {

    private final SortedMap<String, Provider> providers = new TreeMap<>();
    private final Provider fallback;
    private final Map<String, URI> configured;

    /**
     * Creates a router.
     *
     * @param providers the providers, no two of one name
     * @param fallback the name of the provider that gets what nothing tells
     * @param configured addresses by provider name, which replace the providers' built-in ones
     * @throws IllegalArgumentException if two providers have one name, or a name is not that of a provider
     */
    public Router(Iterable<Provider> providers, String fallback, Map<String, URI> configured) {
        for (Provider provider : providers) {
            if (this.providers.put(provider.name(), provider) != null) {
                throw new IllegalArgumentException("Two providers are named " + provider.name() + ".");
            }
        }
        this.fallback = named(fallback);
        this.configured = Map.copyOf(configured);
        this.configured.keySet().forEach(this::named);
    }

    /**
     * Returns the provider of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names that there are
     */
    public Provider named(String name) {
        Provider provider = providers.get(requireNonNull(name, "name is null"));
        if (provider == null) {
            throw new IllegalArgumentException(
                    "Unknown provider '" + name + "'; known are " + String.join(", ", providers.keySet()) + ".");
        }
        return provider;
    }

    /** Returns the providers, ordered by name. */
    public Iterable<Provider> providers() {
        return Collections.unmodifiableCollection(providers.values());
    }

    /** Returns where a provider's calls go: the configured address, or else the built-in one. */
    public Optional<URI> upstream(Provider provider) {
        URI address = configured.get(provider.name());
        return address != null ? Optional.of(address) : provider.upstream();
    }

    /** Returns the environment variable that gives a provider's address, such as {@code OPENAI_REAL_HOST}. */
    public static String variable(String provider) {
        return provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_REAL_HOST";
    }

    /** Returns whose call it is. */
    public Route route(Call call) {
        int end = call.path().indexOf('/', 1);
        String first = call.path()
                .substring(
                        Math.min(1, call.path().length()), end < 0 ? call.path().length() : end);
        Provider explicit = providers.get(first);
        if (explicit != null) {
            Call stripped = call.withPath(end < 0 ? "/" : call.path().substring(end));
            return new Route(explicit, stripped, upstream(explicit));
        }
        Provider provider = detect(call);
        return new Route(provider, call, upstream(provider));
    }

    private Provider detect(Call call) {
        Provider best = null;
        Match strongest = Match.NONE;
        for (Provider provider : providers.values()) {
            Match match = provider.match(call);
            if (match.compareTo(strongest) > 0) {
                best = provider;
                strongest = match;
            }
        }
        return best != null ? best : untold(call);
    }

    /** Sign-in and discovery often come without any key: then the one provider that somebody configured is meant. */
    private Provider untold(Call call) {
        if (configured.size() == 1 && Kind.usual(call) == Kind.METADATA) {
            return named(configured.keySet().iterator().next());
        }
        return fallback;
    }
}
