package dev.errorproxy.jetty;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;

/**
 * Tells a request that its upstream took the stream back.
 *
 * <p>Jetty says it with the failure of the response, but first fails all that is written on the stream, without the
 * upstream's reason: of a body on its way that failure is mostly the later one, and sometimes the one that ends the call.
 */
final class RefusedStreams implements HTTP2Session.FrameListener {

    private static final String REQUEST = UpstreamRequest.class.getName();

    @Override
    public void onOutgoingFrame(Session session, Frame frame) {
        if (frame instanceof HeadersFrame head
                && head.getMetaData().getTrailersSupplier() instanceof UpstreamRequest.Trailers trailers) {
            Stream stream = session.getStream(head.getStreamId());
            if (stream != null) {
                stream.setAttribute(REQUEST, trailers.request());
            }
        }
    }

    @Override
    public void onIncomingFrame(Session session, Frame frame) {
        if (frame instanceof ResetFrame reset && reset.getError() == ErrorCode.REFUSED_STREAM_ERROR.code) {
            Stream stream = session.getStream(reset.getStreamId());
            if (stream != null && stream.getAttribute(REQUEST) instanceof UpstreamRequest request) {
                request.refused();
            }
        }
    }
}
