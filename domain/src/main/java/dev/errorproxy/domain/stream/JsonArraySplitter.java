package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds the elements of a JSON array that grows, as Google streams without {@code alt=sse}: {@code [{..}\n,\n{..}]}.
 *
 * <p>Each element is a block that counts, together with the comma before it; the brackets that open and close the array are
 * blocks that don't. Brackets are counted, not checked: what is no JSON gives blocks of some kind. What does not begin with
 * a bracket is no such stream and has no blocks.
 */
public final class JsonArraySplitter implements StreamSplitter {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Bytes element = new Bytes(MOST_DATA);

    private long offset;
    private long body;
    private long depth;
    private boolean begun;
    private boolean opened;
    private boolean comma;
    private boolean any;
    private boolean inString;
    private boolean escaped;
    private boolean inScalar;

    /** Creates a splitter at the beginning of a body. */
    public JsonArraySplitter() {}

    @Override
    public Optional<Block> next(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get(bytes.position());
            if (inScalar && endsScalar(b)) {
                inScalar = false;
                return Optional.of(element());
            }
            bytes.get();
            offset++;
            Optional<Block> block = depth == 0 ? outside(b) : inString ? withinString(b) : inside(b);
            if (block.isPresent()) {
                return block;
            }
        }
        return Optional.empty();
    }

    private static boolean endsScalar(byte b) {
        return isBlank(b) || ",[]{}\"".indexOf(b) >= 0;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private Optional<Block> outside(byte b) {
        boolean mark = offset <= BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[(int) offset - 1];
        if (begun || isBlank(b) || mark) {
            return Optional.empty();
        }
        begun = true;
        opened = b == '[';
        if (!opened) {
            return Optional.empty();
        }
        depth = 1;
        return Optional.of(bracket());
    }

    private Optional<Block> withinString(byte b) {
        element.add(b);
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            return depth == 1 ? Optional.of(element()) : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Block> inside(byte b) {
        if (depth == 1) {
            if (b == ',' || isBlank(b)) {
                comma |= b == ',';
                return Optional.empty();
            }
            body = inScalar ? body : offset - 1;
        }
        switch (b) {
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            case '"' -> inString = true;
            default -> inScalar = depth == 1;
        }
        if (depth == 0) {
            return Optional.of(bracket());
        }
        element.add(b);
        boolean ends = depth == 1 && (b == '}' || b == ']');
        return ends ? Optional.of(element()) : Optional.empty();
    }

    private Block bracket() {
        return new Block(offset - 1, offset, false, Optional.empty(), "");
    }

    private Block element() {
        Block block = new Block(body, offset, true, Optional.empty(), element.text());
        element.clear();
        any = true;
        comma = false;
        return block;
    }

    @Override
    public Optional<Block> end() {
        return Optional.empty();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public boolean recognised() {
        return opened;
    }

    @Override
    public boolean between() {
        return depth == 1 && !inString && !inScalar;
    }

    @Override
    public String separator() {
        return any && !comma ? ",\n" : "";
    }

    @Override
    public String closing() {
        return between() && !comma ? "]" : "";
    }
}
