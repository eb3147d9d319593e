package dev.errorproxy.jetty;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses requests to a host that is not this proxy, before anything is decided about them. */
final class HostCheck extends Handler.Wrapper {

    private static final int LONGEST_NAME = 253; // RFC 1035, as text

    private final AllowedHosts allowed;

    HostCheck(AllowedHosts allowed, Handler next) {
        super(next);
        this.allowed = allowed;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // That of an absolute target, or else of the Host field; HTTP/1.0 may do without, and no browser speaks it.
        String host = request.getHttpURI().getHost();
        // CONNECT names a host that is not meant to be the proxy, and is refused behind this.
        if (host == null || allowed.allows(host) || HttpMethod.CONNECT.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        String name = host.isEmpty() || host.length() > LONGEST_NAME ? "NAME" : host;
        String message = "This proxy is for clients of this machine, which call it localhost; to call it " + name
                + ", start it with --allow-host " + name + ".";
        return Refusal.send(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421, message);
    }
}
