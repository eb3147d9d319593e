package dev.errorproxy.domain.provider;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One LLM API provider: how its calls are told from others', where they go, and how it words its errors.
 *
 * <p>Implementations have a public constructor without parameters, are named in
 * {@code META-INF/services/dev.errorproxy.domain.provider.Provider}, and are safe for use by many threads at once.
 *
 * <p>{@link #name}, {@link #upstream} and {@link #clientVariables} are asked once, at the start. All other methods are called on
 * the threads that move the bytes of all calls, by several at once, and must neither block nor take long; only {@link #tokens}
 * is asked on threads of its own. None throws, and none returns null: see {@link GuardedProvider} for what becomes of it.
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
     * Returns the error with what the operator overrules of it; empty where the provider never gives such an error or
     * can't say it so. By default only a status can be overruled.
     */
    default Optional<Reply> error(ErrorMode mode, Call call, Wording wording) {
        if (wording.message().isPresent()
                || wording.code().isPresent()
                || !wording.retryAfter().equals(RetryAfter.USUAL)) {
            return Optional.empty();
        }
        return error(mode, call)
                .map(reply -> new Reply(wording.status().orElse(reply.status()), reply.headers(), reply.body()));
    }

    /**
     * Returns the error as it stands within a live stream, bytes as they go onto the wire (the {@code data:} and the blank
     * line of an event stream included); empty where the provider has none there, which by default is so.
     */
    default Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
        return Optional.empty();
    }

    /** Returns the names of the shapes that {@link Wording#form} can choose from, the usual one first; by default none. */
    default List<String> streamForms(Call call) {
        return List.of();
    }

    /** Returns what the provider sends while a stream has nothing to say; by default a comment. */
    default String keepAlive(Call call) {
        return ": keep-alive\n\n";
    }

    /** Returns what the call asks of a model; by default nothing is known. The body may be a beginning only. */
    default Inference inference(Call call, byte[] body) {
        return Inference.UNKNOWN;
    }

    /** Returns how many tokens the call's input has; empty, as by default, where this can't be told. */
    default Optional<TokenCount> tokens(Call call, byte[] body) {
        return Optional.empty();
    }

    /** Returns the header fields by which the provider tells how a client stands with its limits; by default none. */
    default List<Header> standing(Standing standing, Call call) {
        return List.of();
    }

    /** Returns the rate limit error with the true figures; by default the usual one with the true wait, where it can say it. */
    default Optional<Reply> limited(Standing standing, Call call) {
        return error(
                        ErrorMode.RATE_LIMIT,
                        call,
                        Wording.USUAL.withRetryAfter(new RetryAfter(RetryAfter.Form.USUAL, standing.shortfall())))
                .or(() -> error(ErrorMode.RATE_LIMIT, call));
    }

    /** Returns the context length error with the true figures; by default the usual one. */
    default Optional<Reply> tooLong(TokenCount counted, long window, Call call) {
        return error(ErrorMode.CONTEXT_LENGTH, call);
    }

    /**
     * Returns what the proxy itself has to say, in the provider's error shape so that the client can read it.
     *
     * @param status 502 where the upstream can't be reached, 504 where it is silent, 400 where the proxy is asked for what it
     *     can't do, 500 where it fails itself
     * @param message what went wrong; it says that it is the proxy speaking
     */
    default Reply proxyError(int status, String message, Call call) {
        return Reply.ofProxy(status, message);
    }

    /** Returns the environment variables that clients of the provider read their address from; by default none. */
    default List<ClientVariable> clientVariables() {
        return List.of();
    }
}
