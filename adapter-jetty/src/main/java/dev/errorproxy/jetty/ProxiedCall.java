package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.stream.BodyStrike;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * One request from its head to its end, of which the client's and the upstream's side tell, and which is noted once.
 *
 * <p>This class is threadsafe.
 */
final class ProxiedCall extends Request.Wrapper {

    /** The response field by which nobody takes the proxy's word for the provider's. */
    static final String MARK = "x-error-proxy";

    private final Decision decision;
    private final ClientResponse response;
    private final Callback callback;
    private final CallReport report;
    private final ForwardingHandler forwarding;
    private final Timers timers;
    private List<Header> added = List.of();
    private Optional<BodyStrike> strike = Optional.empty();
    private OptionalLong bytesPerSecond = OptionalLong.empty();
    private Content.Source content;
    private volatile Optional<UpstreamSilence> silence = Optional.empty();
    private volatile org.eclipse.jetty.client.Request upstream;
    private volatile UpstreamBody body;
    private volatile boolean bodyRead;
    private volatile boolean bodySent;
    private volatile boolean clientGone;
    private volatile boolean answered;
    private volatile boolean upstreamDone;
    private volatile Runnable atEnd = () -> {};
    private volatile Runnable onContinue = () -> {};

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
        this.report = new CallReport(decision, response, journal);
        this.content = request;
        response.onFailure(this::clientFailed);
        this.forwarding = forwarding;
        this.timers = new Timers(request.getComponents());
    }

    Decision decision() {
        return decision;
    }

    /** Returns the request's fields as they were spelled. */
    HttpFields spelledHeaders() {
        return endPoint().respell(getHeaders());
    }

    /** Returns whether the client has nothing more to send, and all that it sent has been read. */
    boolean isRead() {
        return getWrapped() instanceof ReadRequest read && read.isWhole();
    }

    /** Returns what is to be done for the call later. */
    Timers timers() {
        return timers;
    }

    /** Sets what is done when the call has ended, if it has not. */
    void atEnd(Runnable deed) {
        atEnd = deed;
    }

    /**
     * Sends the call to its upstream, and the answer back.
     *
     * @param bodyStrike what may strike the answer's body; empty for nothing
     * @param headers header fields that the answer gets besides the upstream's
     */
    void forward(Optional<BodyStrike> bodyStrike, List<Header> headers) {
        strike = bodyStrike;
        added = headers;
        if (decision.route().upstream().isEmpty()) {
            refuse(UpstreamFailure.unknownAddress(decision.route().provider().name()));
        } else {
            forwarding.forward(this, response, callback);
        }
    }

    /**
     * Lets no more than so many bytes a second pass, each way.
     *
     * <p>The client's are read before: behind what nobody has read yet its leave could not be seen.
     */
    void narrow(long rate, Runnable then) {
        bytesPerSecond = OptionalLong.of(rate);
        ReadRequest.of(
                getWrapped(),
                read -> {
                    content = paced(read);
                    if (read.isWhole()) {
                        bodyRead();
                    }
                    then.run();
                },
                failure -> end(Ending.CLIENT_GONE, "", () -> callback.failed(failure)));
    }

    /** Returns the body as it comes over a line as narrow as the call is to have it. */
    Content.Source paced(Content.Source source) {
        return bytesPerSecond.isEmpty() ? source : forwarding.paced(source, bytesPerSecond.getAsLong());
    }

    @Override
    public Content.Chunk read() {
        return content.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        content.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
        content.fail(failure);
    }

    /** Sets what is done when the upstream wants to have the body. */
    void onContinue(Runnable deed) {
        onContinue = deed;
    }

    /** Passes on what the upstream says before its answer; HTTP/1.0 has no word for that (RFC 9110, section 15.2). */
    void interim(int status, HttpFields fields) {
        if (status == HttpStatus.CONTINUE_100) {
            onContinue.run(); // The client hears of it when its body is asked for.
        } else if (getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_0) {
            HttpFields.Mutable to = HttpFields.build();
            Fields.copy(fields, null, to);
            response.writeInterim(status, to.remove(HttpHeader.CONTENT_LENGTH));
        }
    }

    /** Returns what may strike the body of the answer; empty for nothing. */
    Optional<BodyStrike> strike() {
        return strike;
    }

    /** Returns the header fields that the answer gets besides the upstream's. */
    List<Header> added() {
        return added;
    }

    /** Notes that the fault struck. */
    void struck() {
        report.struck();
    }

    /** Notes that there is nothing for the fault to strike. */
    void missed() {
        report.missed();
    }

    /** Takes the upstream's silence for what it is while it waits for the client or the proxy, or no longer does. */
    void excuseUpstream(boolean excused) {
        UpstreamEndPoint.excuse(upstream.getConnection(), excused);
        silence.ifPresent(clock -> clock.excuse(excused));
    }

    /** Ends the call where its HTTP/2 upstream is silent for longer. */
    void limitSilence(Duration limit) {
        UpstreamSilence clock = new UpstreamSilence(
                getComponents().getScheduler(), limit, () -> upstream.abort(new TimeoutException("Silence")));
        silence = Optional.of(clock);
        clock.ask(true);
    }

    /** Notes that the upstream's head is here, and returns the body that follows. */
    Content.Source answerBegins(Content.Source source) {
        silence.ifPresent(clock -> clock.ask(false));
        return silence.map(clock -> clock.body(source)).orElse(source);
    }

    /** Ends the call without a byte. */
    void closedByFault() {
        end(Ending.STRUCK, "", () -> {
            endPoint().close();
            callback.failed(new EofException("Closed by a fault"));
        });
    }

    /** Answers with a head alone. */
    void headByFault() {
        boolean streaming = decision.route().call().inference().streaming();
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().add(HttpHeader.CONTENT_TYPE, streaming ? "text/event-stream" : "application/json");
        response.getHeaders().add(MARK, "injected");
        response.write(false, BufferUtil.EMPTY_BUFFER, Callback.from(this::cutByFault, this::failed));
    }

    /** Ends the upstream's part of the call. */
    void giveUpUpstream() {
        upstream.abort(new EofException("Given up by a fault"));
    }

    /** Ends the call after its body was ended early. */
    void endedByFault() {
        end(Ending.STRUCK, "", callback::succeeded);
    }

    /** Breaks the answer off so that the client sees that it is not complete. */
    void cutByFault() {
        end(Ending.STRUCK, "", () -> breakOff(new EofException("Cut by a fault")));
    }

    /** Resets the client's connection. */
    void resetByFault() {
        end(Ending.STRUCK, "", () -> {
            endPoint().abort();
            callback.failed(new EofException("Reset by a fault"));
        });
    }

    /** Notes that the upstream's answer is complete, while the client still waits for the rest of it. */
    void upstreamDone() {
        upstreamDone = true;
    }

    private void refuse(UpstreamFailure failure) {
        Reply reply;
        try {
            reply = decision.route()
                    .provider()
                    .proxyError(
                            failure.status(),
                            failure.message(),
                            decision.route().call());
        } catch (RuntimeException e) { // A provider may be anyone's.
            end(Ending.UPSTREAM_ERROR, failure.message(), () -> callback.failed(e));
            return;
        }
        answer(reply, "upstream-error", Ending.UPSTREAM_ERROR, failure.message());
    }

    /** Answers after the whole body has been read: a client that is still sending may never see an earlier answer. */
    void answer(Reply reply, String mark, Ending ending, String detail) {
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
        answered = true;
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
        endPoint().watch(report::hasEnded, () -> clientFailed(new EofException("The client left")));
    }

    /** Notes that the upstream's side has taken all of the body. */
    void bodySent() {
        bodySent = true;
        bodyRead();
    }

    /** Notes that the client is gone, and ends the upstream's part of the call at once. */
    void clientFailed(Throwable failure) {
        if (answered) {
            return; // It has what it came for.
        }
        clientGone = true;
        org.eclipse.jetty.client.Request request = upstream;
        if (request == null || upstreamDone) {
            failed(failure);
        } else {
            UpstreamEndPoint.discardUnsent(request.getConnection());
            request.abort(failure).thenAccept(aborted -> {
                if (!aborted) {
                    failed(failure); // Its answer was complete by then.
                }
            });
        }
    }

    /** Notes that the last bytes of the upstream's response go to the client now: what it sends then is its next call. */
    void answered() {
        answered = true;
        endPoint().unwatch();
    }

    /** Notes that the last bytes have reached the client, or have failed to. */
    void relayed() {
        if (!bodySent) {
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
            // Jetty answers a request that is not HTTP, is quiet about a client that left, and would warn of all else.
            Throwable told = failure instanceof HttpException ? failure : new EofException(failure);
            end(Ending.CLIENT_GONE, "", () -> callback.failed(told));
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
        if (report.end(ending, detail)) {
            endPoint().unwatch();
            timers.end();
            silence.ifPresent(UpstreamSilence::destroy);
            atEnd.run();
            completion.run();
        }
    }

    private ClientEndPoint endPoint() {
        return ClientEndPoint.of(this);
    }
}
