package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds the blocks of a {@code text/event-stream} (WHATWG HTML, section 9.2.6), each with the blank line that ends it.
 *
 * <p>Lines end in LF, CR LF or CR. Where the bytes end behind the CR of a blank line, an LF may follow that belongs to it, so
 * the block is not complete yet; only in a stream that has ended its lines in lone CRs so far, it is. A block that no blank
 * line ends is none.
 */
public final class EventSplitter implements StreamSplitter {

    private static final int MARK_LENGTH = 3;

    private final EventFields fields = new EventFields();
    private long offset;
    private long boundary;
    private long body;
    private boolean afterReturn;
    private boolean complete;
    private boolean lineFeeds;
    private boolean lines;

    /** Creates a splitter at the beginning of a stream. */
    public EventSplitter() {}

    @Override
    public Optional<Block> next(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get(bytes.position());
            if (afterReturn && b != '\n' && complete) {
                return Optional.of(block());
            }
            bytes.get();
            offset++;
            if (take(b) && !(complete && mayGoOn(bytes))) {
                return Optional.of(block());
            }
        }
        return Optional.empty();
    }

    /** Returns whether the byte ends a blank line. */
    private boolean take(byte b) {
        boolean secondHalf = afterReturn && b == '\n';
        afterReturn = b == '\r';
        lineFeeds |= b == '\n';
        if (secondHalf) {
            return endPair();
        }
        if (b == '\n' || b == '\r') {
            boolean blank = fields.endLine();
            lines |= !blank;
            complete = blank && b == '\r';
            return blank;
        }
        fields.take(b);
        if (offset == MARK_LENGTH && fields.dropsByteOrderMark()) {
            body = offset;
        }
        return false;
    }

    /** Returns whether an LF may follow the CR and belong to it. */
    private boolean mayGoOn(ByteBuffer bytes) {
        return bytes.hasRemaining() || lineFeeds || !lines;
    }

    private boolean endPair() {
        if (!complete && boundary == offset - 1) {
            // The block was taken for complete at its CR.
            boundary = offset;
            body = offset;
        }
        boolean ends = complete;
        complete = false;
        return ends;
    }

    private Block block() {
        Block block = fields.block(body, offset);
        boundary = offset;
        body = offset;
        complete = false;
        return block;
    }

    @Override
    public Optional<Block> end() {
        return complete ? Optional.of(block()) : Optional.empty();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public boolean recognised() {
        return true;
    }

    @Override
    public boolean between() {
        return offset == boundary;
    }

    @Override
    public String separator() {
        return "";
    }

    @Override
    public String closing() {
        return "";
    }
}
