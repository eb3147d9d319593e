package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ProviderFailure;
import dev.errorproxy.domain.routing.Route;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request, has it decided, and does what was decided. */
final class ErrorProxyHandler extends ForwardingHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorProxyHandler.class);

    private final Interceptor interceptor;
    private final Journal journal;
    private final CountingThreads counters = new CountingThreads("tokens");

    ErrorProxyHandler(Interceptor interceptor, Journal journal, Duration timeout) {
        super(timeout);
        this.interceptor = interceptor;
        this.journal = journal;
        addBean(counters);
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
        boolean wantsBody;
        try {
            wantsBody = interceptor.wantsBody(route);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            begin(failed(route, e), request, response, callback);
            return true;
        }
        if (!wantsBody) {
            begin(interceptor.pass(route), request, response, callback);
            return true;
        }
        ReadRequest.of(request, read -> decide(route, read, response, callback), failure -> {
            if (failure instanceof Error) {
                begin(failed(route, failure), request, response, callback);
            } else {
                call(interceptor.pass(route), request, response, callback).clientLeft(failure);
            }
        });
        return true;
    }

    private void decide(Route route, ReadRequest read, Response response, Callback callback) {
        Runnable decide = () -> begin(decision(route, read.body()), read, response, callback);
        if (interceptor.countsTokens(route)) {
            counters.execute(decide);
        } else {
            decide.run();
        }
    }

    private Decision decision(Route route, byte[] body) {
        try {
            return interceptor.decide(route, body);
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            return failed(route, e);
        }
    }

    /** A provider may be anyone's, or made for another version of this; and a body may be larger than the heap. */
    private Decision failed(Route route, Throwable failure) {
        String reason = failure instanceof ProviderFailure
                ? failure.getMessage()
                : failure.getClass().getName();
        LOG.warn("Nothing could be decided about {}: {}", route.call(), reason);
        return interceptor.refuse(
                route, HttpStatus.INTERNAL_SERVER_ERROR_500, "nothing could be decided about this call: " + reason);
    }

    private void begin(Decision decision, Request request, Response response, Callback callback) {
        new Deeds(call(decision, request, response, callback)).begin();
    }

    private ProxiedCall call(Decision decision, Request request, Response response, Callback callback) {
        journal.decided(decision);
        return new ProxiedCall(request, new ClientResponse(request, response), callback, decision, journal, this);
    }
}
