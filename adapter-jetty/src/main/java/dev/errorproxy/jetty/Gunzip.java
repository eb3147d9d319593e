package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Decodes a gzip file (RFC 1952) that comes piece by piece, every member of it, and holds it against its checksums. */
final class Gunzip implements AutoCloseable {

    private static final int PIECE = 8 * 1024;

    /** How a member begins, the least significant byte first; then come flags that tell which parts of the header follow. */
    private static final int MAGIC = 0x08_8b_1f;

    private static final int MAGIC_BYTES = 3;
    private static final int FIXED_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final long BYTE = 0xff;
    private static final long INT = 0xffff_ffffL;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED;
    /** How many bytes of the part there have been, outside of the data. */
    private int taken;
    /** The first of them, the least significant first. */
    private long value;

    private int flags;
    private int extraBytes;

    /** Takes of those bytes, and returns what they mean; nothing once there are no more of them. */
    ByteBuffer decode(ByteBuffer bytes) throws ZipException, DataFormatException {
        while (true) {
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

    /** Returns whether the file may end here. */
    boolean isComplete() {
        return part == Part.FIXED && taken == 0;
    }

    /** Lets go of memory outside the heap; nothing is decoded after that. */
    @Override
    public void close() {
        inflater.end();
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
