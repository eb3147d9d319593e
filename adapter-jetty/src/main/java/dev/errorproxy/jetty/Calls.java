package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** Reads the head of a request. */
final class Calls {

    private Calls() {}

    /** Returns the head; empty where the request names no path: a proxy is asked for a tunnel that this one does not dig. */
    static Optional<Call> of(Request request) {
        String target = request.getHttpURI().getPathQuery();
        if (target == null || HttpMethod.CONNECT.is(request.getMethod())) {
            return Optional.empty();
        }
        int mark = target.indexOf('?');
        Header[] headers = new Header[request.getHeaders().size()];
        int i = 0;
        for (HttpField field : request.getHeaders()) {
            headers[i++] = new Header(field.getName(), field.getValue());
        }
        return Optional.of(new Call(
                request.getMethod(),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                List.of(headers)));
    }
}
