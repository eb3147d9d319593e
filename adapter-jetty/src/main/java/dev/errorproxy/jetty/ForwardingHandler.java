package dev.errorproxy.jetty;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Passes calls on to their upstreams and the responses back, changing nothing but the hop-by-hop fields and
 * {@code Host}.
 *
 * <p>Jetty's {@link ProxyHandler} moves the bodies, with back-pressure in both directions; what is here makes it
 * transparent and tells each {@link ProxiedCall} how it ends.
 */
abstract class ForwardingHandler extends ProxyHandler {

    /** How long a client that waits for {@code 100 Continue} waits for an upstream that never says it. */
    private static final long CONTINUE_SECONDS = 1;

    private final Duration timeout;

    ForwardingHandler(Duration timeout) {
        this.timeout = timeout;
    }

    /** Sends the call to its upstream, and the response to the client. */
    final void forward(ProxiedCall call, ClientResponse response, Callback callback) {
        super.handle(call, response, callback);
    }

    /** Returns the body as it comes over a line of so many bytes a second. */
    final Content.Source paced(Content.Source source, long bytesPerSecond) {
        return new PacedSource(source, bytesPerSecond, getServer().getScheduler(), System::nanoTime);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    protected HttpClient newHttpClient() {
        return UpstreamClient.create(getServer(), timeout);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ProtocolHandlers handlers = getHttpClient().getProtocolHandlers();
        handlers.remove(ContinueProtocolHandler.NAME);
        handlers.remove(ProcessingProtocolHandler.NAME);
        handlers.remove(EarlyHintsProtocolHandler.NAME);
        handlers.put(new InterimResponses());
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        return request.getHttpURI(); // Where the call goes is for its UpstreamRequest to say.
    }

    private static URI upstream(ProxiedCall call) {
        return call.decision().route().upstream().orElseThrow();
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI rewritten) {
        ProxiedCall call = (ProxiedCall) request;
        UpstreamRequest upstreamRequest = UpstreamRequest.of(getHttpClient(), upstream(call), call);
        upstreamRequest.idleTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        call.upstream().sending(upstreamRequest);
        return upstreamRequest;
    }

    @Override
    protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request upstreamRequest) {
        HttpFields fields = request.getHeaders();
        upstreamRequest.headers(to -> {
            Fields.copy(((ProxiedCall) request).spelledHeaders(), Fields.host(upstream((ProxiedCall) request)), to);
            if (isChunked(fields)) {
                to.add(Fields.CHUNKED);
            }
            if (((ProxiedCall) request).strike().isPresent()) {
                // Events are found in plain text only.
                to.put(HttpHeader.ACCEPT_ENCODING, HttpHeaderValue.IDENTITY.asString());
            }
        });
        if (isChunked(fields)) {
            upstreamRequest.trailersSupplier(() -> Fields.trailers(request.getTrailers()));
        }
    }

    private static boolean isChunked(HttpFields fields) {
        return fields.contains(HttpHeader.TRANSFER_ENCODING);
    }

    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request upstreamRequest) {
        // Nothing is added: the upstream is to see the client, not the proxy.
    }

    @Override
    protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
            Request request, Response response, org.eclipse.jetty.client.Request upstreamRequest) {
        ProxiedCall call = (ProxiedCall) request;
        UpstreamBody body = new UpstreamBody(call, null);
        call.upstream().sendingBody(body);
        return body;
    }

    @Override
    protected void sendProxyToServerRequest(
            Request request, org.eclipse.jetty.client.Request upstreamRequest, Response response, Callback callback) {
        ProxiedCall call = (ProxiedCall) request;
        boolean hasBody = upstreamRequest.getBody() != null;
        // Jetty's client never learns that the client waits, see Fields: the body is simply not there before.
        Runnable sendBody = onServerToProxyResponse100Continue(request, upstreamRequest);
        if (sendBody != null) {
            Runnable once = once(sendBody);
            call.upstream().onContinue(once);
            // Jetty's own content for it would add its type.
            upstreamRequest.body(new ContentSourceRequestContent(upstreamRequest.getBody(), null));
            getServer().getScheduler().schedule(once, CONTINUE_SECONDS, TimeUnit.SECONDS);
        }
        super.sendProxyToServerRequest(request, upstreamRequest, response, callback);
        if (hasBody) {
            call.sent();
        } else {
            call.bodySent();
        }
    }

    private static Runnable once(Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                task.run();
            }
        };
    }

    @Override
    protected org.eclipse.jetty.client.Response.CompleteListener newServerToProxyResponseListener(
            Request request, org.eclipse.jetty.client.Request upstreamRequest, Response response, Callback callback) {
        return new Relay((ProxiedCall) request, (ClientResponse) response);
    }
}
