package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request, has it decided, and does what was decided. */
final class ErrorProxyHandler extends ForwardingHandler {

    private final Interceptor interceptor;
    private final Journal journal;

    ErrorProxyHandler(Interceptor interceptor, Journal journal, Duration timeout) {
        super(timeout);
        this.interceptor = interceptor;
        this.journal = journal;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String target = request.getHttpURI().getPathQuery();
        if (target == null || HttpMethod.CONNECT.is(request.getMethod())) {
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return true;
        }
        Decision decision = interceptor.decide(call(request, target));
        journal.decided(decision);
        ClientResponse counted = new ClientResponse(request, response);
        decision.action().on(new ProxiedCall(request, counted, callback, decision, journal, this));
        return true;
    }

    private static Call call(Request request, String target) {
        int mark = target.indexOf('?');
        List<Header> headers = new ArrayList<>(request.getHeaders().size());
        for (HttpField field : request.getHeaders()) {
            headers.add(new Header(field.getName(), field.getValue()));
        }
        return new Call(
                request.getMethod(),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                headers);
    }
}
