package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.providers.wire.RequestBody;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A simulated provider: the operations that it serves, and its own way of refusing what it doesn't.
 *
 * <p>A call is looked at as the providers do: first its path, then its method, then its key, then its body.
 */
public final class Simulation implements Simulator {

    private static final System.Logger LOG = System.getLogger(Simulation.class.getName());
    private static final byte[] NONE = {};

    private final House house;
    private final List<Route> routes;

    /** Creates a provider that serves these routes; of several that fit a call the first one is taken. */
    public Simulation(House house, List<Route> routes) {
        this.house = requireNonNull(house, "house is null");
        this.routes = List.copyOf(routes);
    }

    /** Returns this provider, serving further routes. */
    public Simulation with(List<Route> more) {
        return new Simulation(
                house, Stream.concat(routes.stream(), more.stream()).toList());
    }

    @Override
    public SimulatedAnswer answer(Call call, byte[] body, int replyTokens) {
        try {
            return served(call, body, Math.max(1, replyTokens));
        } catch (Refused refused) {
            return refuse(refused.refusal(), call);
        } catch (RuntimeException | Error fault) {
            // The last resort: whatever a request makes fail here, the client sees the provider's own error and no
            // stack. Memory that this request alone has used up is free again by now.
            LOG.log(Level.WARNING, "The simulator failed at " + call.method() + " " + call.path(), fault);
            return refuse(Refusal.failed(), call);
        }
    }

    private SimulatedAnswer served(Call call, byte[] body, int replyTokens) {
        List<Route> atPath = new ArrayList<>();
        for (Route route : routes) {
            Optional<List<String>> names = route.names(call);
            if (names.isPresent() && route.takes(call.method())) {
                if (!route.open() && !house.key().test(call)) {
                    return refuse(Refusal.noKey(), call);
                }
                List<Header> fields = house.fields().apply(call);
                // What can't be decoded is no JSON either, and no more is known of what providers say to it.
                byte[] decoded = new RequestBody(call, body).whole().orElse(NONE);
                return route.operation().answer(new Inbound(call, names.get(), decoded, replyTokens, fields));
            }
            names.ifPresent(found -> atPath.add(route));
        }
        return atPath.isEmpty() ? refuse(Refusal.noPath(call), call) : refuseMethod(atPath, call);
    }

    private SimulatedAnswer refuse(Refusal refusal, Call call) {
        return SimulatedAnswer.of(house.refusals().apply(refusal, call), 0);
    }

    private SimulatedAnswer refuseMethod(List<Route> atPath, Call call) {
        Reply reply = house.refusals().apply(Refusal.noMethod(call), call);
        List<Header> headers = new ArrayList<>(reply.headers());
        // RFC 9110, section 15.5.6: a 405 says which methods there are.
        headers.add(new Header(
                "Allow", atPath.stream().map(Route::method).distinct().collect(Collectors.joining(", "))));
        return SimulatedAnswer.of(new Reply(reply.status(), headers, reply.body()), 0);
    }
}
