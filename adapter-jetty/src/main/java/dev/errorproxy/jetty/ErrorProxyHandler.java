package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.routing.Route;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request, has it decided, and does what was decided. */
final class ErrorProxyHandler extends ForwardingHandler {

    private static final byte[] NOTHING_READ = {};

    private final Interceptor interceptor;
    private final Journal journal;

    ErrorProxyHandler(Interceptor interceptor, Journal journal, Duration timeout) {
        super(timeout);
        this.interceptor = interceptor;
        this.journal = journal;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Call> call = Calls.of(request);
        if (call.isEmpty()) {
            return Refusal.send(
                    request,
                    response,
                    callback,
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    "No tunnels are dug here; give the proxy's address to clients as their provider's base URL.");
        }
        Route route = interceptor.route(call.get());
        if (interceptor.wantsBody(route)) {
            ReadRequest.of(
                    request,
                    read -> decide(route, read, read.body(), response, callback),
                    failure -> call(interceptor.pass(route), request, response, callback)
                            .clientLeft(failure));
        } else {
            decide(route, request, NOTHING_READ, response, callback);
        }
        return true;
    }

    private void decide(Route route, Request request, byte[] body, Response response, Callback callback) {
        new Deeds(call(interceptor.decide(route, body), request, response, callback)).begin();
    }

    private ProxiedCall call(Decision decision, Request request, Response response, Callback callback) {
        journal.decided(decision);
        return new ProxiedCall(request, new ClientResponse(request, response), callback, decision, journal, this);
    }
}
