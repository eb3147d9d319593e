package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.ErrorCode;

/** A request to an upstream whose method, path and query go out to the letter, whatever a parser would make of them. */
final class UpstreamRequest extends HttpRequest {

    /** What Jetty says where the upstream took its stream back with that code; for a GOAWAY it has an exception. */
    private static final String REFUSED = ErrorCode.toString(ErrorCode.REFUSED_STREAM_ERROR.code, null);

    private final ProxiedCall call;
    private final URI upstream;
    private final String method;
    private final String path;
    private final String query;
    private volatile boolean committed;

    private UpstreamRequest(HttpClient client, URI upstream, ProxiedCall proxied) {
        super(client, new HttpConversation(), upstream);
        this.call = proxied;
        this.upstream = upstream;
        Call call = proxied.decision().route().call();
        method = call.method();
        // The asterisk of OPTIONS stands for the whole server.
        path = call.path().startsWith("/") ? withoutLastSlash(upstream.getRawPath()) + call.path() : call.path();
        query = call.query().orElse(null);
        onRequestBegin(UpstreamRequest::begin);
        onRequestCommit(request -> committed = true);
    }

    /** HTTP/2 has the host elsewhere, and some servers refuse to hear it twice (RFC 9113, section 8.3.1). */
    private static void begin(Request request) {
        if (request.getVersion() == HttpVersion.HTTP_2) {
            request.headers(fields -> fields.remove(HttpHeader.HOST));
            ((UpstreamRequest) request).call.upstream().overHttp2(Duration.ofMillis(request.getIdleTimeout()));
            request.idleTimeout(0, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Returns the request by which a call goes to an upstream.
     *
     * @param upstream scheme, host, port, and the path below which all calls go
     */
    static UpstreamRequest of(HttpClient client, URI upstream, ProxiedCall call) {
        return new UpstreamRequest(client, upstream, call);
    }

    /** Returns where the call goes: scheme, host, port, and the path below which all calls go. */
    URI upstream() {
        return upstream;
    }

    /** Returns the call that goes to the upstream by this request. */
    ProxiedCall call() {
        return call;
    }

    /**
     * Returns whether it is certain that the upstream has done nothing for the request that failed so: over HTTP/2, where it was
     * never sent, or the upstream vouches for that (RFC 9113, section 8.7).
     */
    boolean isUnprocessed(Throwable failure) {
        boolean unsent = failure instanceof IllegalStateException && getVersion() == HttpVersion.HTTP_2 && !committed;
        return unsent || failure instanceof RetryableRequestException || REFUSED.equals(failure.getMessage());
    }

    private static String withoutLastSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public String getQuery() {
        return query;
    }
}
