package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A provider that may be anyone's, whose failures stay its own.
 *
 * <p>Whatever it throws, and null, comes out as a {@link ProviderFailure} and as nothing else; only for want of memory nobody
 * is blamed. What is asked about calls of others, or when the call can't be refused any more, does not even fail: then it is
 * as if the provider said no more than it must. What is the same for all calls is asked once.
 */
public final class GuardedProvider implements Provider {

    private final Provider provider;
    private final Consumer<String> warnings;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final String name;
    private final Optional<URI> upstream;
    private final List<ClientVariable> clientVariables;

    /**
     * Guards a provider.
     *
     * @param warnings hears of failures that come to nobody else's ears, of each kind once
     * @throws ProviderFailure if it does not say its name, its upstream or its variables
     */
    public GuardedProvider(Provider provider, Consumer<String> warnings) {
        this.provider = requireNonNull(provider, "provider is null");
        this.warnings = requireNonNull(warnings, "warnings is null");
        String type = provider.getClass().getName();
        this.name = answer(type, "name", provider::name);
        this.upstream = answer(type, "upstream", provider::upstream).map(GuardedProvider::inAscii);
        this.clientVariables = answer(type, "clientVariables", () -> copy(provider.clientVariables()));
    }

    private static URI inAscii(URI address) {
        return URI.create(address.toASCIIString());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<URI> upstream() {
        return upstream;
    }

    @Override
    public List<ClientVariable> clientVariables() {
        return clientVariables;
    }

    /** Asked about everybody's calls, so that a failure is no match; and so often that nothing is made for it. */
    @Override
    public Match match(Call call) {
        Throwable thrown = null;
        try {
            Match match = provider.match(call);
            if (match != null) {
                return match;
            }
        } catch (Throwable e) {
            thrown = e;
        }
        warn(failure(name, "match", thrown));
        return Match.NONE;
    }

    @Override
    public Kind kind(Call call) {
        return ask("kind", () -> provider.kind(call));
    }

    @Override
    public Optional<Reply> error(ErrorMode mode, Call call) {
        return ask("error", () -> provider.error(mode, call));
    }

    @Override
    public Optional<Reply> error(ErrorMode mode, Call call, Wording wording) {
        return ask("error", () -> provider.error(mode, call, wording));
    }

    /** Within a stream nobody else could tell of a failure. */
    @Override
    public Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
        try {
            return ask("streamError", () -> provider.streamError(mode, call, wording, soFar));
        } catch (ProviderFailure e) {
            warn(e);
            throw e;
        }
    }

    @Override
    public List<String> streamForms(Call call) {
        return ask("streamForms", () -> copy(provider.streamForms(call)));
    }

    @Override
    public String keepAlive(Call call) {
        try {
            return ask("keepAlive", () -> provider.keepAlive(call));
        } catch (ProviderFailure e) {
            warn(e);
            return Provider.super.keepAlive(call);
        }
    }

    @Override
    public Inference inference(Call call, byte[] body) {
        return ask("inference", () -> provider.inference(call, body));
    }

    @Override
    public Optional<TokenCount> tokens(Call call, byte[] body) {
        return ask("tokens", () -> provider.tokens(call, body));
    }

    @Override
    public List<Header> standing(Standing standing, Call call) {
        return ask("standing", () -> copy(provider.standing(standing, call)));
    }

    @Override
    public Optional<Reply> limited(Standing standing, Call call) {
        return ask("limited", () -> provider.limited(standing, call));
    }

    @Override
    public Optional<Reply> tooLong(TokenCount counted, long window, Call call) {
        return ask("tooLong", () -> provider.tooLong(counted, window, call));
    }

    @Override
    public Reply proxyError(int status, String message, Call call) {
        try {
            return ask("proxyError", () -> provider.proxyError(status, message, call));
        } catch (ProviderFailure e) {
            warn(e);
            return Provider.super.proxyError(status, message, call);
        }
    }

    private static <T> List<T> copy(List<T> answer) {
        return answer == null ? null : List.copyOf(answer);
    }

    private <T> T ask(String method, Supplier<T> question) {
        return answer(name, method, question);
    }

    private static <T> T answer(String who, String method, Supplier<T> question) {
        Throwable thrown = null;
        try {
            T answer = question.get();
            if (answer != null) {
                return answer;
            }
        } catch (Throwable e) {
            thrown = e;
        }
        throw failure(who, method, thrown);
    }

    private static ProviderFailure failure(String who, String method, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError nobodys) {
            throw nobodys;
        }
        return new ProviderFailure(who, method, thrown);
    }

    private void warn(ProviderFailure failure) {
        if (told.add(failure.getMessage())) {
            warnings.accept("Provider " + failure.getMessage() + "; told once.");
        }
    }
}
