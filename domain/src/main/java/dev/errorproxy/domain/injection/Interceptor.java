package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.routing.Route;
import dev.errorproxy.domain.routing.Router;
import java.util.concurrent.atomic.AtomicLong;

/** Decides what is to be done with each request, and counts them. This class is threadsafe. */
public final class Interceptor {

    private final Router router;
    private final InjectionPolicy policy;
    private final AtomicLong requests = new AtomicLong();

    /** Creates an interceptor that has handled no request yet. */
    public Interceptor(Router router, InjectionPolicy policy) {
        this.router = requireNonNull(router, "router is null");
        this.policy = requireNonNull(policy, "policy is null");
    }

    /** Returns what is to be done with the call. */
    public Decision decide(Call call) {
        Route route = router.route(call);
        return new Decision(requests.incrementAndGet(), route, policy.decide(route.provider(), route.call()));
    }

    /** Returns how many requests there have been. */
    public long requestsHandled() {
        return requests.get();
    }
}
