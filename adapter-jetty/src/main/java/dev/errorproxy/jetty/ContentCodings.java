package dev.errorproxy.jetty;

import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.compression.InflaterPool;

/** What of an upstream's content codings can be undone, where it sends one that it was asked not to send. */
final class ContentCodings {

    private static final GzipCompression GZIP = gzip();

    private ContentCodings() {}

    private static GzipCompression gzip() {
        GzipCompression gzip = new GzipCompression();
        gzip.setByteBufferPool(ByteBufferPool.NON_POOLING);
        // Never started, so that it makes an inflater for each body: without a pool of its own it would have none.
        gzip.setInflaterPool(new InflaterPool(0, true));
        return gzip;
    }

    /** Returns whether a body of that {@code Content-Encoding} can be decoded; null is for none. */
    static boolean isDecoded(String coding) {
        return "gzip".equalsIgnoreCase(coding) || "x-gzip".equalsIgnoreCase(coding);
    }

    /** Returns the body as it was before it was compressed. */
    static Content.Source decode(Content.Source compressed) {
        return GZIP.newDecoderSource(compressed);
    }
}
