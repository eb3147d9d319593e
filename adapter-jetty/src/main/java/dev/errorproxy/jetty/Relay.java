package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.stream.StruckBody;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.CountingCallback;
import org.eclipse.jetty.util.thread.Invocable;

/** Passes an upstream's answer on to the client, with the fault that is to strike it, and tells the call how it ends. */
final class Relay implements Response.Listener {

    private final ProxiedCall call;
    private final ClientResponse response;
    /** The client has all of the answer, and the upstream all of the request. */
    private final Callback done;

    private volatile WholeBody whole;
    private volatile ResponseBody body;
    private StruckAnswer struck;
    private boolean decoded;
    /** What it says of a body is said of one that is elsewhere. */
    private volatile boolean bodiless;

    Relay(ProxiedCall call, ClientResponse response) {
        this.call = call;
        this.response = response;
        this.done = new CountingCallback(Callback.from(call::succeeded, call::failed), 2);
    }

    @Override
    public void onBegin(Response upstreamResponse) {
        response.setStatus(upstreamResponse.getStatus());
    }

    @Override
    public void onHeaders(Response upstreamResponse) {
        call.upstream().answered();
        Optional<String> nonsense = nonsense(upstreamResponse);
        if (nonsense.isPresent()) {
            upstreamResponse.abort(new ProtocolException(nonsense.get()));
            return;
        }
        bodiless = HttpMethod.HEAD.is(call.getMethod()) || isWithoutBody(upstreamResponse.getStatus());
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
        int status = upstreamResponse.getStatus();
        if (status == HttpStatus.NO_CONTENT_204) {
            to.remove(HttpHeader.CONTENT_LENGTH); // That some send nevertheless (RFC 9110, section 8.6).
        }
        boolean unframed = status != HttpStatus.NO_CONTENT_204 && !to.contains(HttpHeader.CONTENT_LENGTH);
        if (unframed && call.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            to.add(Fields.CHUNKED);
            response.setTrailersSupplier(() -> Fields.trailers(upstreamResponse.getTrailers()));
        }
    }

    /** Returns what is wrong with a response that can't be passed on for what it is. */
    private static Optional<String> nonsense(Response upstreamResponse) {
        if (upstreamResponse.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
            return Optional.of("switched protocols, which nobody asked for");
        }
        String length = null;
        for (HttpField field : upstreamResponse.getHeaders()) {
            if (field.getHeader() == HttpHeader.TRANSFER_ENCODING && !HttpHeaderValue.CHUNKED.is(field.getValue())) {
                return Optional.of("used a transfer coding that nobody asked for");
            }
            if (field.getHeader() == HttpHeader.CONTENT_LENGTH) {
                if (length != null && !length.equals(field.getValue())) {
                    return Optional.of("gave its answer two lengths");
                }
                length = field.getValue();
            }
        }
        return Optional.empty();
    }

    private static boolean isWithoutBody(int status) {
        return status == HttpStatus.NO_CONTENT_204 || status == HttpStatus.NOT_MODIFIED_304;
    }

    private void beginStrike(int status, HttpFields.Mutable to) {
        List<String> codings = Fields.codings(to);
        decoded = codings.size() == 1 && GunzippedBody.isCodedBy(codings.get(0));
        // Of what can't be decoded nobody knows the events, whatever its type: it is bytes.
        Optional<String> type = codings.isEmpty() || decoded
                ? Optional.ofNullable(to.get(HttpHeader.CONTENT_TYPE.asString()))
                : Optional.empty();
        Optional<StruckBody> strikes = call.strike().orElseThrow().begin(status, type);
        if (strikes.isEmpty()) {
            decoded = false;
            call.missed();
            return;
        }
        struck = new StruckAnswer(strikes.get(), call, response);
        call.atEnd(struck::callEnded);
        to.add(ProxiedCall.MARK, call.decision().fault().orElseThrow().word());
        if (decoded) {
            to.remove(HttpHeader.CONTENT_ENCODING.asString());
        }
        if (decoded || !struck.keepsLength()) {
            to.remove(HttpHeader.CONTENT_LENGTH.asString());
        }
    }

    @Override
    public void onContentSource(Response upstreamResponse, Content.Source source) {
        Connection connection = upstreamResponse.getRequest().getConnection();
        boolean chunked = upstreamResponse.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        Content.Source heard = call.upstream().answerBegins(source);
        long length = upstreamResponse.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        whole = new WholeBody(heard, bodiless ? -1 : length, () -> UpstreamEndPoint.brokeOff(connection, chunked));
        if (struck != null) {
            struck.relay(
                    decoded ? new GunzippedBody(whole) : whole,
                    response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
            return;
        }
        body = new ResponseBody(call.paced(whole), response, length, call::answered);
        Callback copied = Callback.from(Invocable.InvocationType.NON_BLOCKING, this::copied, failure -> {
            upstreamResponse.abort(failure);
            failed(failure);
        });
        Runnable copy = () -> Content.copy(body, response, copied);
        if (upstreamResponse.getStatus() == HttpStatus.NOT_MODIFIED_304) {
            // Its length is that of a body elsewhere: Jetty would say zero if the head went with the end.
            response.write(
                    false,
                    BufferUtil.EMPTY_BUFFER,
                    Callback.from(Invocable.InvocationType.NON_BLOCKING, copy, copied::failed));
        } else {
            copy.run();
        }
    }

    private void copied() {
        done.succeeded();
        call.relayed();
    }

    @Override
    public void onSuccess(Response upstreamResponse) {
        if (whole != null) {
            whole.complete();
        }
        UpstreamEndPoint.responseEnded(upstreamResponse.getRequest().getConnection());
        call.upstream().done();
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (struck != null) {
            if (failure != null) {
                struck.upstreamFailed(failure);
            }
        } else if (failure == null) {
            done.succeeded();
        } else {
            if (body != null) {
                body.discard();
            }
            failed(failure);
        }
    }

    /** Of an answer without a body the client has all, whatever becomes of its end; Jetty takes some for broken. */
    private void failed(Throwable failure) {
        if (bodiless && response.isCommitted() && !response.hasFailed()) {
            call.answered();
            call.succeeded();
        } else {
            done.failed(failure);
        }
    }
}
