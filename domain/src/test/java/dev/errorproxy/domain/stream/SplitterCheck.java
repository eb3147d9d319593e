package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole streams with a splitter. */
final class SplitterCheck {

    private SplitterCheck() {}

    /** Returns the blocks, each where the position stood when it was told. */
    static List<Block> blocks(StreamSplitter splitter, List<byte[]> chunks) {
        List<Block> blocks = new ArrayList<>();
        for (byte[] chunk : chunks) {
            ByteBuffer bytes = ByteBuffer.wrap(chunk);
            while (bytes.hasRemaining()) {
                Optional<Block> block = splitter.next(bytes);
                block.ifPresent(blocks::add);
                if (block.isEmpty() && bytes.hasRemaining()) {
                    throw new AssertionError("no block, and yet bytes left");
                }
                if (block.isPresent() && block.get().end() != splitter.offset()) {
                    throw new AssertionError("a block that does not end where it was told");
                }
            }
        }
        splitter.end().ifPresent(blocks::add);
        return blocks;
    }
}
