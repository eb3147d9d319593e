package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What goes to the client, counted as it goes. Writes come one after another, from any thread. */
final class ClientResponse extends Response.Wrapper {

    private static final String EVENT_STREAM = "text/event-stream";

    private volatile Consumer<Throwable> onFailure = failure -> {};
    private volatile String reason;
    private volatile EventCounter counter;
    private volatile long bytes;
    private volatile boolean begun;
    private volatile boolean failed;

    ClientResponse(Request request, Response wrapped) {
        super(request, wrapped);
        request.addHttpStreamWrapper(Reasoned::new);
    }

    /** Sets who is told, from any thread, when a write fails. */
    void onFailure(Consumer<Throwable> listener) {
        onFailure = listener;
    }

    /** Sets the phrase behind the status; null for the usual one. */
    void setReason(String phrase) {
        reason = phrase;
    }

    /** Writes an answer of the proxy's own, which says so. */
    void write(Reply reply, String mark, Callback callback) {
        HttpFields.Mutable fields = getHeaders().clear(); // Of an upstream's answer that can't be passed on.
        setTrailersSupplier(null);
        reason = null;
        setStatus(reply.status());
        for (Header header : reply.headers()) {
            fields.add(new HttpField(null, header.name(), header.value()));
        }
        fields.add(ProxiedCall.MARK, mark);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        fields.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        write(true, ByteBuffer.wrap(bytes), callback);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        if (!begun) {
            begun = true;
            counter = isEventStream() ? new EventCounter() : null;
        }
        if (content != null && content.hasRemaining()) {
            bytes += content.remaining();
            if (counter != null) {
                counter.pass(content);
            }
        }
        super.write(last, content, new Noticing(callback));
    }

    private boolean isEventStream() {
        String type = getHeaders().get(HttpHeader.CONTENT_TYPE.asString());
        return type != null
                && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length())
                && Fields.codings(getHeaders()).isEmpty();
    }

    /** Returns the status; empty where nothing was sent. */
    OptionalInt sentStatus() {
        return begun ? OptionalInt.of(getStatus()) : OptionalInt.empty();
    }

    /** Returns the body bytes sent. */
    long bytes() {
        return bytes;
    }

    /** Returns the events sent; empty where this is no event stream, or an encoded one. */
    OptionalLong events() {
        EventCounter events = counter;
        return events == null ? OptionalLong.empty() : OptionalLong.of(events.events());
    }

    /** Returns whether a write failed, so that the client must be gone. */
    boolean hasFailed() {
        return failed;
    }

    /** Jetty's response has no say in the phrase behind the status; its stream to the client has. */
    private final class Reasoned extends HttpStream.Wrapper {

        Reasoned(HttpStream stream) {
            super(stream);
        }

        @Override
        public void send(
                MetaData.Request request, MetaData.Response head, boolean last, ByteBuffer content, Callback callback) {
            super.send(
                    request, head == null || head.getStatus() < 200 ? head : reasoned(head), last, content, callback);
        }

        private MetaData.Response reasoned(MetaData.Response head) {
            String phrase = reason == null && head.getStatus() == 500 ? "Internal Server Error" : reason;
            return phrase == null || phrase.equals(HttpStatus.getMessage(head.getStatus()))
                    ? head
                    : new MetaData.Response(
                            head.getStatus(),
                            phrase,
                            head.getHttpVersion(),
                            head.getHttpFields(),
                            head.getContentLength(),
                            head.getTrailersSupplier());
        }
    }

    private final class Noticing extends Callback.Nested {

        Noticing(Callback callback) {
            super(callback);
        }

        @Override
        public void failed(Throwable failure) {
            failed = true;
            super.failed(failure);
            onFailure.accept(failure);
        }
    }
}
