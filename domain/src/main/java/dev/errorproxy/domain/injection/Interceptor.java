package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Route;
import dev.errorproxy.domain.routing.Router;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Decides what is to be done with each request, and counts them. This class is threadsafe. */
public final class Interceptor {

    /** The header field by which a request brings a command for itself; it never reaches the upstream. */
    public static final String COMMAND_HEADER = "x-error-proxy";

    private static final byte[] NOTHING_READ = {};
    private static final int BAD_REQUEST = 400;

    private final Router router;
    private final InjectionPolicy policy;
    private final StepReader language;
    private final AtomicLong requests = new AtomicLong();

    /** Creates an interceptor that has handled no request yet, and reads requests' own commands in that language. */
    public Interceptor(Router router, InjectionPolicy policy, StepReader language) {
        this.router = requireNonNull(router, "router is null");
        this.policy = requireNonNull(policy, "policy is null");
        this.language = requireNonNull(language, "language is null");
    }

    /** Returns the providers, ordered by name. */
    public Iterable<Provider> providers() {
        return router.providers();
    }

    /** Returns whose call it is, with the command that it may have brought. */
    public Route route(Call call) {
        return router.route(call);
    }

    /** Returns whether the body of the call is to be read before {@link #decide(Route, byte[])}. */
    public boolean wantsBody(Route route) {
        return (route.call().hasHeader(COMMAND_HEADER) || policy.concerns(route))
                && route.provider().kind(route.call()) == Kind.INFERENCE;
    }

    /** Returns whether {@link #decide(Route, byte[])} may take a while: it counts the tokens of the call. */
    public boolean countsTokens(Route route) {
        return policy.countsTokens(route);
    }

    /** Returns what is to be done with a call of which nothing but the head was read. */
    public Decision decide(Call call) {
        return decide(route(call), NOTHING_READ);
    }

    /**
     * Returns what is to be done with the call.
     *
     * @param route what {@link #route} returned for it
     * @param body the body, or a beginning of it; empty where it was not read
     */
    public Decision decide(Route route, byte[] body) {
        if (!wantsBody(route)) {
            return pass(route);
        }
        List<String> commands = commands(route.call());
        Route stripped = stripped(route);
        Provider provider = stripped.provider();
        Call read = stripped.call().withInference(provider.inference(stripped.call(), body));
        Route whole = stripped.withCall(read);
        return decided(whole, commands.isEmpty() ? policy.decide(whole, body) : own(whole, commands));
    }

    /** Returns that nothing is to be done to the call: because its body never came, say. */
    public Decision pass(Route route) {
        return decided(stripped(route), Ruling.PASS);
    }

    private static Route stripped(Route route) {
        return route.call().hasHeader(COMMAND_HEADER)
                ? route.withCall(route.call().without(COMMAND_HEADER))
                : route;
    }

    private static List<String> commands(Call call) {
        if (!call.hasHeader(COMMAND_HEADER)) {
            return List.of(); // As nearly always.
        }
        return call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(COMMAND_HEADER))
                .map(Header::value)
                .toList();
    }

    private Ruling own(Route route, List<String> commands) {
        try {
            if (commands.size() > 1) {
                throw new StepReader.UnreadableException(commands.size() + " commands for one request: send one.");
            }
            return policy.decide(route, language.read(commands.get(0)));
        } catch (StepReader.UnreadableException e) {
            return refusal(route, BAD_REQUEST, COMMAND_HEADER + ": " + e.getMessage());
        }
    }

    /** Returns that the proxy itself answers the call, for that reason, with that status. */
    public Decision refuse(Route route, int status, String reason) {
        return decided(stripped(route), refusal(route, status, reason));
    }

    private static Ruling refusal(Route route, int status, String reason) {
        return Ruling.just(new Action.Refuse(reason, route.proxyError(status, "Provider Error Proxy: " + reason)));
    }

    private Decision decided(Route route, Ruling ruling) {
        return new Decision(
                requests.incrementAndGet(), route, ruling.action(), ruling.delay(), ruling.claim(), ruling.notes());
    }

    /** Returns the refusal of a connection that was just accepted; empty where it is to be served. */
    public Optional<Refusal> refusesConnection() {
        return policy.refusesConnection();
    }

    /** Returns how many requests there have been. */
    public long requestsHandled() {
        return requests.get();
    }
}
