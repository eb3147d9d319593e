package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/** A request to an upstream whose method, path and query go out to the letter, whatever a parser would make of them. */
final class UpstreamRequest extends HttpRequest {

    private final ProxiedCall call;
    private final URI upstream;
    private final String method;
    private final String path;
    private final String query;
    private volatile boolean committed;
    private volatile boolean refused;
    private volatile boolean head;

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

    /** Notes that the upstream took its stream back, of which a write that fails of it says nothing. */
    void refused() {
        refused = true;
    }

    /** Notes that the head of the answer has come. */
    void headHeard() {
        head = true;
    }

    /** Returns whether it has; known of HTTP/2 only. */
    boolean hasHead() {
        return head;
    }

    /**
     * Returns whether it is certain that the upstream has done nothing for the request that failed so: over HTTP/2, where it was
     * never sent, or the upstream vouches for that (RFC 9113, section 8.7).
     */
    boolean isUnprocessed(Throwable failure) {
        boolean unsent = failure instanceof IllegalStateException && getVersion() == HttpVersion.HTTP_2 && !committed;
        return unsent || refused || failure instanceof RetryableRequestException;
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

    /** Jetty hands it on with the head: that is how {@link StreamWatch} knows the request of an HTTP/2 stream. */
    @Override
    public Supplier<HttpFields> getTrailersSupplier() {
        Supplier<HttpFields> trailers = super.getTrailersSupplier();
        return getVersion() == HttpVersion.HTTP_2 ? new Trailers(this, trailers) : trailers;
    }

    /** The trailers of a request that goes over HTTP/2; null where it has none. */
    record Trailers(UpstreamRequest request, Supplier<HttpFields> supplier) implements Supplier<HttpFields> {

        @Override
        public HttpFields get() {
            return supplier == null ? null : supplier.get();
        }
    }
}
