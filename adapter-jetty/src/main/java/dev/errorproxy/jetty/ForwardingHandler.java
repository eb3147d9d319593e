package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.stream.StruckBody;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
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

    private static final String SEND_BODY = ForwardingHandler.class.getName() + ".sendBody";

    private static final HttpField CHUNKED = new HttpField(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);

    private final Duration timeout;

    ForwardingHandler(Duration timeout) {
        this.timeout = timeout;
    }

    /** Sends the call to its upstream, and the response to the client. */
    final void forward(ProxiedCall call, ClientResponse response, Callback callback) {
        super.handle(call, response, callback);
    }

    /** Does that after some time, on a thread of the pool. */
    final void schedule(Duration time, Runnable deed) {
        getServer()
                .getScheduler()
                .schedule(() -> getServer().getThreadPool().execute(deed), time.toNanos(), TimeUnit.NANOSECONDS);
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
    protected HttpURI rewriteHttpURI(Request request) {
        return request.getHttpURI(); // Where the call goes is for its UpstreamRequest to say.
    }

    private static URI upstream(ProxiedCall call) {
        return call.decision().route().upstream().orElseThrow();
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI rewritten) {
        ProxiedCall call = (ProxiedCall) request;
        org.eclipse.jetty.client.Request upstreamRequest = UpstreamRequest.of(
                        getHttpClient(), upstream(call), call.decision().route().call())
                .idleTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        call.sending(upstreamRequest);
        return upstreamRequest;
    }

    @Override
    protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request upstreamRequest) {
        HttpFields fields = request.getHeaders();
        upstreamRequest.headers(to -> {
            Fields.copy(
                    ((ProxiedCall) request).spelledHeaders(),
                    upstream((ProxiedCall) request).getRawAuthority(),
                    to);
            if (isChunked(fields)) {
                to.add(CHUNKED);
            }
            if (((ProxiedCall) request).strike().isPresent()) {
                // Events are found in plain text only.
                to.put(HttpHeader.ACCEPT_ENCODING, HttpHeaderValue.IDENTITY.asString());
            }
        });
        if (isChunked(fields)) {
            upstreamRequest.trailersSupplier(request::getTrailers);
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
        call.sendingBody(body);
        return body;
    }

    @Override
    protected void sendProxyToServerRequest(
            Request request, org.eclipse.jetty.client.Request upstreamRequest, Response response, Callback callback) {
        ProxiedCall call = (ProxiedCall) request;
        boolean hasBody = upstreamRequest.getBody() != null;
        Runnable sendBody = super.onServerToProxyResponse100Continue(request, upstreamRequest);
        if (sendBody != null) {
            Runnable once = once(sendBody);
            upstreamRequest.attribute(SEND_BODY, once);
            getServer().getScheduler().schedule(once, CONTINUE_SECONDS, TimeUnit.SECONDS);
        }
        super.sendProxyToServerRequest(request, upstreamRequest, response, callback);
        if (!hasBody) {
            call.bodyRead();
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

    /** Jetty's client never learns that the client waits, see {@link Fields}: the body is simply not there before. */
    @Override
    protected Runnable onServerToProxyResponse100Continue(
            Request request, org.eclipse.jetty.client.Request upstreamRequest) {
        if (upstreamRequest.getAttributes().get(SEND_BODY) instanceof Runnable sendBody) {
            sendBody.run();
        }
        return null;
    }

    @Override
    protected org.eclipse.jetty.client.Response.CompleteListener newServerToProxyResponseListener(
            Request request, org.eclipse.jetty.client.Request upstreamRequest, Response response, Callback callback) {
        return new Relay((ProxiedCall) request, upstreamRequest, (ClientResponse) response, callback);
    }

    @Override
    protected void onProxyToClientResponseComplete(
            Request request,
            org.eclipse.jetty.client.Request upstreamRequest,
            org.eclipse.jetty.client.Response upstreamResponse,
            Response response,
            Callback callback) {
        ((ProxiedCall) request).succeeded();
    }

    @Override
    protected void onProxyToClientResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request upstreamRequest,
            org.eclipse.jetty.client.Response upstreamResponse,
            Response response,
            Callback callback,
            Throwable failure) {
        ((ProxiedCall) request).failed(failure);
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request upstreamRequest,
            org.eclipse.jetty.client.Response upstreamResponse,
            Response response,
            Callback callback,
            Throwable failure) {
        ((ProxiedCall) request).failed(failure);
    }

    private final class Relay extends ProxyResponseListener {

        private final ProxiedCall call;
        private final ClientResponse response;
        private volatile ResponseBody body;
        private StruckAnswer struck;
        private boolean decoded;

        Relay(
                ProxiedCall call,
                org.eclipse.jetty.client.Request upstreamRequest,
                ClientResponse response,
                Callback callback) {
            super(call, upstreamRequest, response, callback);
            this.call = call;
            this.response = response;
            whenComplete((nothing, failure) -> call.relayed());
        }

        @Override
        public void onHeaders(org.eclipse.jetty.client.Response upstreamResponse) {
            String reason = upstreamResponse.getReason();
            boolean empty = reason == null && upstreamResponse.getVersion() == HttpVersion.HTTP_1_1;
            response.setReason(empty ? "" : reason);
            HttpFields.Mutable to = response.getHeaders();
            Connection connection = upstreamResponse.getRequest().getConnection();
            Fields.copy(UpstreamEndPoint.respell(connection, upstreamResponse.getHeaders()), null, to);
            for (Header header : call.added()) {
                to.put(new HttpField(null, header.name(), header.value()));
            }
            if (call.strike().isPresent()) {
                beginStrike(upstreamResponse.getStatus(), to);
            }
            boolean unframed = !to.contains(HttpHeader.CONTENT_LENGTH);
            if (unframed && call.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
                to.add(CHUNKED);
                response.setTrailersSupplier(upstreamResponse::getTrailers);
            }
            if (upstreamResponse.getStatus() == HttpStatus.NOT_MODIFIED_304) {
                // Its length is that of a body elsewhere: Jetty would say zero if the head went with the end.
                response.write(false, BufferUtil.EMPTY_BUFFER, Callback.NOOP);
            }
        }

        private void beginStrike(int status, HttpFields.Mutable to) {
            String coding = to.get(HttpHeader.CONTENT_ENCODING.asString());
            decoded = ContentCodings.isDecoded(coding);
            boolean plain = coding == null || decoded;
            Optional<StruckBody> body = plain
                    ? call.strike()
                            .orElseThrow()
                            .begin(status, Optional.ofNullable(to.get(HttpHeader.CONTENT_TYPE.asString())))
                    : Optional.empty();
            if (body.isEmpty()) {
                decoded = false;
                call.missed();
                return;
            }
            struck = struck(body.get());
            to.add(ProxiedCall.MARK, call.decision().fault().orElseThrow().word());
            if (decoded) {
                to.remove(HttpHeader.CONTENT_ENCODING.asString());
            }
            if (decoded || !struck.keepsLength()) {
                to.remove(HttpHeader.CONTENT_LENGTH.asString());
            }
        }

        private StruckAnswer struck(StruckBody body) {
            return new StruckAnswer(
                    body,
                    call,
                    response,
                    getServer().getScheduler(),
                    getServer().getThreadPool());
        }

        @Override
        public void onContentSource(org.eclipse.jetty.client.Response upstreamResponse, Content.Source source) {
            if (struck != null) {
                struck.relay(decoded ? ContentCodings.decode(source) : source);
                return;
            }
            body = new ResponseBody(call.paced(source), response, call::answered);
            Content.copy(body, response, Callback.from(InvocationType.NON_BLOCKING, this::succeeded, failure -> {
                upstreamResponse.abort(failure);
                failed(failure);
            }));
        }

        @Override
        public void onSuccess(org.eclipse.jetty.client.Response upstreamResponse) {
            UpstreamEndPoint.responseEnded(upstreamResponse.getRequest().getConnection());
            call.upstreamDone();
        }

        @Override
        public void onComplete(Result result) {
            if (struck == null) {
                if (result.isFailed() && body != null) {
                    body.discard();
                }
                super.onComplete(result);
            } else if (result.isFailed()) {
                struck.upstreamFailed(result.getFailure());
            }
        }
    }
}
