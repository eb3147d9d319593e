package dev.errorproxy.jetty;

import java.net.ProtocolException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;

/**
 * Tells a request what Jetty keeps to itself of its HTTP/2 stream.
 *
 * <p>That the upstream took the stream back, Jetty says with the failure of the response, but first fails all that is written
 * on the stream, without the upstream's reason: of a body on its way that failure is mostly the later one, and sometimes the
 * one that ends the call. An answer that breaks the rules (RFC 9113, section 8) Jetty passes on as another one, waits for its
 * rest, or takes back its own part of the stream; of none of these would the call ever hear.
 */
final class StreamWatch implements HTTP2Session.FrameListener {

    private static final String REQUEST = UpstreamRequest.class.getName();
    private static final int HIGHEST_STATUS = 999;

    @Override
    public void onOutgoingFrame(Session session, Frame frame) {
        if (frame instanceof HeadersFrame head
                && head.getMetaData().getTrailersSupplier() instanceof UpstreamRequest.Trailers trailers) {
            Stream stream = session.getStream(head.getStreamId());
            if (stream != null) {
                stream.setAttribute(REQUEST, trailers.request());
            }
        } else if (frame instanceof ResetFrame reset && isAnObjection(reset)) {
            request(session, reset.getStreamId())
                    .ifPresent(request -> fail(request, "broke the rules of HTTP/2 in its answer"));
        }
    }

    /** Returns whether it is not the end of a call, but of Jetty's patience. */
    private static boolean isAnObjection(ResetFrame reset) {
        return reset.getError() != ErrorCode.CANCEL_STREAM_ERROR.code && reset.getError() != ErrorCode.NO_ERROR.code;
    }

    @Override
    public void onIncomingFrame(Session session, Frame frame) {
        if (frame instanceof ResetFrame reset && reset.getError() == ErrorCode.REFUSED_STREAM_ERROR.code) {
            request(session, reset.getStreamId()).ifPresent(UpstreamRequest::refused);
        } else if (frame instanceof HeadersFrame head) {
            request(session, head.getStreamId()).ifPresent(request -> hear(request, head));
        } else if (frame instanceof DataFrame data) {
            request(session, data.getStreamId())
                    .filter(request -> !request.hasHead())
                    .ifPresent(request -> fail(request, "sent a body before its head"));
        }
    }

    private static void hear(UpstreamRequest request, HeadersFrame frame) {
        if (frame.getMetaData() instanceof MetaData.Response response) {
            int status = response.getStatus();
            if (status < HttpStatus.CONTINUE_100 || status > HIGHEST_STATUS) {
                fail(request, "gave a status that is none");
            } else if (!HttpStatus.isInterim(status)) {
                request.headHeard();
            } else if (frame.isEndStream()) {
                fail(request, "ended before its answer began");
            }
        } else if (!request.hasHead()) {
            fail(request, "gave no status");
        }
    }

    private static void fail(UpstreamRequest request, String what) {
        request.abort(new ProtocolException(what));
    }

    private static Optional<UpstreamRequest> request(Session session, int id) {
        Stream stream = session.getStream(id);
        return stream != null && stream.getAttribute(REQUEST) instanceof UpstreamRequest request
                ? Optional.of(request)
                : Optional.empty();
    }
}
