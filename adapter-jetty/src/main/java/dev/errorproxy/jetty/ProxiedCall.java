package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.stream.BodyStrike;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpException;
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
    private final UpstreamSide upstream;
    private List<Header> added = List.of();
    private Optional<BodyStrike> strike = Optional.empty();
    private OptionalLong bytesPerSecond = OptionalLong.empty();
    private volatile Content.Source content;
    private volatile boolean bodySent;
    private volatile boolean clientGone;
    private volatile boolean answered;
    private volatile Runnable atEnd = () -> {};

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
        this.upstream = new UpstreamSide(request.getComponents().getScheduler());
    }

    Decision decision() {
        return decision;
    }

    /** Returns the request's fields as they were spelled. */
    HttpFields spelledHeaders() {
        return endPoint().respell(getHeaders());
    }

    /** Returns what is to be done for the call later. */
    Timers timers() {
        return timers;
    }

    /** Returns what the call has to do with its upstream. */
    UpstreamSide upstream() {
        return upstream;
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
                    watchClient();
                    then.run();
                },
                this::clientLeft);
    }

    /** Ends the call, of which the client did not send or take the whole. */
    void clientLeft(Throwable failure) {
        end(Ending.CLIENT_GONE, "", () -> leave(failure));
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

    /** Passes on what the upstream says before its answer; HTTP/1.0 has no word for that (RFC 9110, section 15.2). */
    void interim(int status, HttpFields fields) {
        if (status == HttpStatus.CONTINUE_100) {
            upstream.continued(); // The client hears of it when its body is asked for.
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
        if (getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            response.getHeaders()
                    .add(Fields.CHUNKED); // Whoever closes the connection would see a whole answer otherwise.
        }
        response.write(false, BufferUtil.EMPTY_BUFFER, Callback.from(this::cutByFault, this::failed));
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

    private void refuse(UpstreamFailure failure) {
        Reply reply = decision.route().proxyError(failure.status(), failure.message());
        answer(reply, "upstream-error", Ending.UPSTREAM_ERROR, failure.message());
    }

    /** Answers after the whole body has been read: a client that is still sending may never see an earlier answer. */
    void answer(Reply reply, String mark, Ending ending, String detail) {
        upstream.handOver(() -> Content.Source.consumeAll(
                this, Callback.from(() -> write(reply, mark, ending, detail), this::clientLeft)));
    }

    private void write(Reply reply, String mark, Ending ending, String detail) {
        answered = true;
        response.write(reply, mark, Callback.from(() -> end(ending, detail, callback::succeeded), this::clientLeft));
    }

    /** Looks out for the client's leave while nobody reads what it sends; a reader ends that, and sees it by itself. */
    void watchClient() {
        endPoint().watch(() -> answered || report.hasEnded(), () -> clientFailed(new EofException("The client left")));
    }

    /** Notes that the request is under way, or waits for a connection: if its body is still to be read, maybe for long. */
    void sent() {
        if (!bodySent) {
            watchClient();
        }
    }

    /** Notes that the upstream's side has taken all of the body, so that from now on the client can only wait or leave. */
    void bodySent() {
        bodySent = true;
        watchClient();
    }

    /** Notes that the client is gone, and ends the upstream's part of the call at once. */
    void clientFailed(Throwable failure) {
        if (answered) {
            return; // It has what it came for.
        }
        clientGone = true;
        upstream.giveUpAtOnce(failure, this::failed);
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
            upstream.giveUp(new EofException("The upstream answered before the end of the body"));
        }
    }

    /** Ends the call after the upstream's response and the client's request are both done with. */
    void succeeded() {
        end(Ending.COMPLETED, "", callback::succeeded);
    }

    /** Ends the call after it failed on either side. */
    void failed(Throwable failure) {
        if (!answered && isStopped()) {
            end(Ending.STOPPED, "", () -> breakOff(new EofException(failure)));
        } else if (clientGone || response.hasFailed()) {
            end(Ending.CLIENT_GONE, "", () -> leave(failure));
        } else if (answered) {
            endEarly();
        } else if (response.isCommitted()) {
            end(
                    Ending.UPSTREAM_BROKE,
                    UpstreamFailure.of(failure, decision.route()).message(),
                    () -> breakOff(failure));
        } else {
            upstream.takeBack(
                    failure,
                    sent -> sent.ifPresentOrElse(
                            this::repeat, () -> refuse(UpstreamFailure.of(failure, decision.route()))));
        }
    }

    /** Sends the call once more. */
    private void repeat(ByteBuffer sent) {
        bodySent = false;
        upstream.handOver(() -> {
            if (!report.hasEnded()) {
                content = new RepeatedBody(sent, content);
                forwarding.forward(this, response, callback);
            }
            if (report.hasEnded()) { // Perhaps just before it had a request that could be given up.
                upstream.giveUp(new EofException("The call has ended"));
                upstream.end();
            }
        });
    }

    /** Jetty answers a request that is not HTTP; to all others whose client left it would send a 500 if that could be read. */
    private void leave(Throwable failure) {
        boolean isHttp = !(failure instanceof HttpException);
        if (isHttp && !response.isCommitted()) {
            endPoint().close();
        }
        callback.failed(isHttp ? new EofException(failure) : failure);
    }

    /** Reads what the client still sends after an early answer, so that the answer is not lost in a reset. */
    private void endEarly() {
        end(Ending.COMPLETED, "", () -> {
            if (upstream.hasBody()) {
                upstream.handOver(() -> Content.Source.consumeAll(this, callback));
            } else {
                callback.succeeded(); // The client still waits to be asked for its body, and now won't be.
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
            upstream.end();
            atEnd.run();
            completion.run();
        }
    }

    private boolean isStopped() {
        return !getConnectionMetaData().getConnector().isRunning();
    }

    private ClientEndPoint endPoint() {
        return ClientEndPoint.of(this);
    }
}
