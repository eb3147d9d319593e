package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Exchange;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * One request from its head to its end: what the domain decides is done here, and the end is noted once.
 *
 * <p>This class is threadsafe.
 */
final class ProxiedCall extends Request.Wrapper implements Exchange {

    /** The response field by which nobody takes the proxy's word for the provider's. */
    static final String MARK = "x-error-proxy";

    private final Decision decision;
    private final ClientResponse response;
    private final Callback callback;
    private final Journal journal;
    private final ForwardingHandler forwarding;
    private final long start = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile org.eclipse.jetty.client.Request upstream;
    private volatile UpstreamBody body;
    private volatile boolean bodyRead;
    private volatile boolean clientGone;
    private volatile boolean answered;

    ProxiedCall(
            Request request,
            ClientResponse response,
            Callback callback,
            Decision decision,
            Journal journal,
            ForwardingHandler forwarding) {
        super(request);
        this.response = response;
        this.callback = callback;
        this.decision = decision;
        this.journal = journal;
        this.forwarding = forwarding;
    }

    Decision decision() {
        return decision;
    }

    /** Returns the request's fields as they were spelled. */
    HttpFields spelledHeaders() {
        return endPoint().respell(getHeaders());
    }

    @Override
    public void answer(Reply reply) {
        answer(reply, "injected", Ending.COMPLETED, "");
    }

    @Override
    public void forward() {
        if (decision.route().upstream().isPresent()) {
            forwarding.forward(this, response, callback);
        } else {
            refuse(UpstreamFailure.unknownAddress(decision.route().provider().name()));
        }
    }

    private void refuse(UpstreamFailure failure) {
        Reply reply = decision.route()
                .provider()
                .proxyError(
                        failure.status(), failure.message(), decision.route().call());
        answer(reply, "upstream-error", Ending.UPSTREAM_ERROR, failure.message());
    }

    /** Answers after the whole body has been read: a client that is still sending may never see an earlier answer. */
    private void answer(Reply reply, String mark, Ending ending, String detail) {
        UpstreamBody begun = body;
        Runnable drain = () -> Content.Source.consumeAll(
                this,
                Callback.from(
                        () -> write(reply, mark, ending, detail),
                        failure -> end(Ending.CLIENT_GONE, "", () -> callback.failed(failure))));
        if (begun == null) {
            drain.run();
        } else {
            begun.handOver(drain);
        }
    }

    private void write(Reply reply, String mark, Ending ending, String detail) {
        HttpFields.Mutable fields = response.getHeaders();
        response.setStatus(reply.status());
        for (Header header : reply.headers()) {
            fields.add(new HttpField(null, header.name(), header.value()));
        }
        fields.add(MARK, mark);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        fields.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(
                true,
                ByteBuffer.wrap(bytes),
                Callback.from(
                        () -> end(ending, detail, callback::succeeded),
                        failure -> end(Ending.CLIENT_GONE, "", () -> callback.failed(failure))));
    }

    /** Notes by which request the call goes to the upstream. */
    void sending(org.eclipse.jetty.client.Request request) {
        upstream = request;
    }

    /** Notes that the upstream's side begins to read the body. */
    void sendingBody(UpstreamBody content) {
        body = content;
    }

    /** Notes that the client has sent all it has to send, so that from now on it can only wait or leave. */
    void bodyRead() {
        if (bodyRead) {
            return;
        }
        bodyRead = true;
        endPoint().watch(() -> clientFailed(new EofException("The client left")));
    }

    /** Notes that the client is gone, and ends the upstream's part of the call at once. */
    void clientFailed(Throwable failure) {
        if (answered) {
            return; // It has what it came for.
        }
        clientGone = true;
        org.eclipse.jetty.client.Request request = upstream;
        if (request != null) {
            request.abort(failure);
        }
    }

    /** Notes that the last bytes of the upstream's response are on their way to the client. */
    void answered() {
        answered = true;
    }

    /** Notes that the last bytes have reached the client, or have failed to. */
    void relayed() {
        if (!bodyRead) {
            // The upstream answered without waiting for the rest of the body; it will not read it.
            upstream.abort(new EofException("The upstream answered before the end of the body"));
        }
    }

    /** Ends the call after the upstream's response and the client's request are both done with. */
    void succeeded() {
        end(Ending.COMPLETED, "", callback::succeeded);
    }

    /** Ends the call after it failed on either side. */
    void failed(Throwable failure) {
        if (clientGone || response.hasFailed()) {
            end(Ending.CLIENT_GONE, "", () -> callback.failed(failure));
        } else if (answered) {
            endEarly();
        } else if (response.isCommitted()) {
            end(
                    Ending.UPSTREAM_BROKE,
                    UpstreamFailure.of(failure, decision.route()).message(),
                    () -> breakOff(failure));
        } else {
            refuse(UpstreamFailure.of(failure, decision.route()));
        }
    }

    /** Reads what the client still sends after an early answer, so that the answer is not lost in a reset. */
    private void endEarly() {
        end(Ending.COMPLETED, "", () -> {
            if (body == null) {
                callback.succeeded(); // The client still waits to be asked for its body, and now won't be.
            } else {
                body.handOver(() -> Content.Source.consumeAll(this, callback));
            }
        });
    }

    /** A body framed by the end of the connection must not seem complete. */
    private void breakOff(Throwable failure) {
        boolean framedByEnd = getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
                && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
        if (framedByEnd) {
            endPoint().abort();
        }
        callback.failed(failure);
    }

    private void end(Ending ending, String detail, Runnable completion) {
        if (ended.compareAndSet(false, true)) {
            endPoint().unwatch();
            journal.ended(
                    decision,
                    new Outcome(
                            ending,
                            response.sentStatus(),
                            response.bytes(),
                            response.events(),
                            Duration.ofNanos(System.nanoTime() - start),
                            detail));
            completion.run();
        }
    }

    private ClientEndPoint endPoint() {
        return (ClientEndPoint) getConnectionMetaData().getConnection().getEndPoint();
    }
}
