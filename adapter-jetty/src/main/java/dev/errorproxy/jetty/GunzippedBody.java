package dev.errorproxy.jetty;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.eclipse.jetty.io.Content;

/**
 * A body as it was before gzip (RFC 1952) compressed it.
 *
 * <p>One that breaks off, or is not what its checksum says, fails and never ends as if it were whole. Jetty's decoder asks for
 * more of the first for ever, and does not look at the checksum. This class is threadsafe.
 */
final class GunzippedBody implements Content.Source {

    private static final int PIECE = 8 * 1024;

    /** How a file begins, the least significant byte first; then come flags that tell which parts of the header follow. */
    private static final int MAGIC = 0x08_8b_1f;

    private static final int MAGIC_BYTES = 3;
    private static final int FIXED_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final long BYTE = 0xff;
    private static final long INT = 0xffff_ffffL;

    private final Content.Source compressed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED;
    /** How many bytes of the part there have been, outside of the data. */
    private int taken;
    /** The first of them, the least significant first. */
    private long value;

    private int flags;
    private int extraBytes;
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
                ByteBuffer piece = decode();
                if (piece.hasRemaining()) {
                    return Content.Chunk.from(piece, false);
                }
                if (chunk != null && chunk.isLast()) {
                    if (part != Part.FIXED || taken > 0) {
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

    /** Returns the next decoded bytes of the chunk; none once there are no more in it. */
    private ByteBuffer decode() throws ZipException, DataFormatException {
        while (true) {
            ByteBuffer bytes = chunk == null ? ByteBuffer.allocate(0) : chunk.getByteBuffer();
            if (part == Part.DATA) {
                ByteBuffer piece = inflate(bytes);
                if (piece.hasRemaining() || part == Part.DATA) {
                    return piece;
                }
            } else if (bytes.hasRemaining()) {
                take(bytes.get());
            } else {
                return bytes;
            }
        }
    }

    private ByteBuffer inflate(ByteBuffer bytes) throws DataFormatException {
        inflater.setInput(bytes);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        checksum.update(piece.slice(0, inflater.inflate(piece)));
        if (inflater.finished()) {
            begin(Part.TRAILER);
        } else if (piece.position() == 0 && !inflater.needsInput()) {
            throw new DataFormatException("The gzip body asks for a dictionary");
        }
        return piece.flip();
    }

    private void take(byte octet) throws ZipException {
        if (taken < Long.BYTES) {
            value |= (octet & BYTE) << Byte.SIZE * taken;
        }
        taken++;
        boolean over = switch (part) {
            case FIXED -> {
                checkMagic();
                yield taken == FIXED_BYTES;
            }
            case EXTRA_LENGTH -> {
                extraBytes = (int) value;
                yield taken == Short.BYTES;
            }
            case EXTRA -> taken == extraBytes;
            case NAME, COMMENT -> octet == 0;
            case HEADER_CHECKSUM -> taken == Short.BYTES;
            case TRAILER -> taken == TRAILER_BYTES;
            case DATA -> false;
        };
        if (over && part == Part.TRAILER) {
            checkTrailer();
            inflater.reset();
            checksum.reset();
            begin(Part.FIXED); // More of them may follow.
        } else if (over) {
            begin(part.next());
        }
    }

    private void checkMagic() throws ZipException {
        if (taken == MAGIC_BYTES && value != MAGIC) {
            throw new ZipException("The body is not gzip's, as its head says");
        }
        if (taken == MAGIC_BYTES + 1) {
            flags = (int) (value >> Byte.SIZE * MAGIC_BYTES);
        }
    }

    private void checkTrailer() throws ZipException {
        long sum = checksum.getValue() | (inflater.getBytesWritten() & INT) << Integer.SIZE;
        if (value != sum) {
            throw new ZipException("The gzip body is not what its checksum says");
        }
    }

    /** Goes on to that part, or the first after it that there is. */
    private void begin(Part next) {
        part = next;
        taken = 0;
        value = 0;
        boolean missing = next.flag != 0 && (flags & next.flag) == 0;
        if (missing || next == Part.EXTRA && extraBytes == 0) {
            begin(next.next());
        }
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
        inflater.end();
    }

    private void releaseChunk() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }

    /** What follows on each other. */
    private enum Part {
        FIXED(0),
        EXTRA_LENGTH(4),
        EXTRA(4),
        NAME(8),
        COMMENT(16),
        HEADER_CHECKSUM(2),
        DATA(0),
        TRAILER(0);

        /** That of the header which tells whether there is this part; 0 where there always is. */
        private final int flag;

        Part(int flag) {
            this.flag = flag;
        }

        private Part next() {
            return values()[ordinal() + 1];
        }
    }
}
