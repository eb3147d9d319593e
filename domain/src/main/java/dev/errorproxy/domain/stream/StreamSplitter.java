package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds where the blocks of a stream end, however its bytes are cut into chunks.
 *
 * <p>Any bytes are taken without an exception, in linear time. At most {@value #MOST_DATA} bytes of a block's data are kept;
 * what is longer is counted, but its text is cut off there. This is not threadsafe.
 */
public interface StreamSplitter {

    /** How many bytes of a block's data are kept. */
    int MOST_DATA = 1 << 20;

    /**
     * Reads on to the end of a block or of the bytes, whichever comes first, and leaves the buffer's position there.
     *
     * @return the block that ends at the position; empty where the bytes are all read and none has ended
     */
    Optional<Block> next(ByteBuffer bytes);

    /** Returns the block that is known to be complete only because nothing follows; to be asked once, at the end. */
    Optional<Block> end();

    /** Returns how many bytes were read. */
    long offset();

    /** Returns whether it is such a stream at all, as far as it was read. */
    boolean recognised();

    /** Returns whether a block could be put in here. */
    boolean between();

    /** Returns what has to stand before a block that is put in here. */
    String separator();

    /** Returns what makes the stream complete if it ends here; empty where that needs nothing, or can't be had. */
    String closing();
}
