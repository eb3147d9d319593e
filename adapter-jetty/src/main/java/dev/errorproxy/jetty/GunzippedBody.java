package dev.errorproxy.jetty;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/**
 * A body as it was before gzip (RFC 1952) compressed it.
 *
 * <p>One that breaks off, or is not what its checksum says, fails and never ends as if it were whole. Jetty's decoder asks for
 * more of the first for ever, and does not look at the checksum. This class is threadsafe.
 */
final class GunzippedBody implements Content.Source {

    private final Content.Source compressed;
    private final Gunzip gunzip = new Gunzip();
    /** What is read just now; null for nothing. */
    private Content.Chunk chunk;
    /** What every read brings from now on; null for more of the body. */
    private Content.Chunk end;

    GunzippedBody(Content.Source compressed) {
        this.compressed = compressed;
    }

    /** Returns whether a body of that {@code Content-Encoding} is one; null is for none. */
    static boolean isCodedBy(String coding) {
        return "gzip".equalsIgnoreCase(coding) || "x-gzip".equalsIgnoreCase(coding);
    }

    @Override
    public synchronized Content.Chunk read() {
        try {
            while (end == null) {
                ByteBuffer piece = gunzip.decode(chunk == null ? BufferUtil.EMPTY_BUFFER : chunk.getByteBuffer());
                if (piece.hasRemaining()) {
                    return Content.Chunk.from(piece, false);
                }
                if (chunk != null && chunk.isLast()) {
                    if (!gunzip.isComplete()) {
                        throw new EOFException("The gzip body broke off");
                    }
                    endWith(Content.Chunk.EOF);
                } else {
                    releaseChunk();
                    Content.Chunk next = compressed.read();
                    if (next == null || Content.Chunk.isFailure(next)) {
                        return next;
                    }
                    chunk = next;
                }
            }
        } catch (IOException | DataFormatException e) {
            endWith(Content.Chunk.from(e, true));
        }
        return end;
    }

    @Override
    public void demand(Runnable callback) {
        compressed.demand(callback);
    }

    @Override
    public void fail(Throwable failure) {
        synchronized (this) {
            if (end == null) {
                endWith(Content.Chunk.from(failure, true));
            }
        }
        compressed.fail(failure);
    }

    private void endWith(Content.Chunk last) {
        end = last;
        releaseChunk();
        gunzip.close();
    }

    private void releaseChunk() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }
}
