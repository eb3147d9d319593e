package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * Sends every event in pieces: cut within {@code data:}, in the middle, and within its multi-byte characters, of which the
 * first {@value #MOST_CHARACTERS} are cut.
 */
final class SplitEvents extends HeldBlocks {

    private static final int MOST_CHARACTERS = 16;
    private static final int WITHIN_FIELD = 2;
    private static final Duration BETWEEN = Duration.ofMillis(2);

    @Override
    Next complete(byte[] raw, int body, Block block, Scene scene, Wire wire) {
        return block.counts() ? split(raw, body, scene, wire) : whole(raw, wire);
    }

    @Override
    Next tooLong(byte[] raw, Scene scene, Wire wire) {
        return split(raw, 0, scene, wire);
    }

    private static Next whole(byte[] raw, Wire wire) {
        pass(raw, wire);
        return Next.BLOCKS;
    }

    private Next split(byte[] raw, int body, Scene scene, Wire wire) {
        hit();
        int from = 0;
        for (Iterator<Integer> cuts = cuts(raw, scene.framing().data(raw, body)).iterator(); cuts.hasNext(); ) {
            int to = cuts.next();
            wire.pass(ByteBuffer.wrap(raw, from, to - from).slice());
            if (cuts.hasNext()) {
                wire.pause(BETWEEN);
            }
            from = to;
        }
        return Next.BLOCKS;
    }

    /** Returns where the pieces end, the last one included. */
    private static TreeSet<Integer> cuts(byte[] raw, Span data) {
        TreeSet<Integer> cuts = new TreeSet<>();
        for (int i = 0; i + 1 < raw.length && cuts.size() < MOST_CHARACTERS; i++) {
            if (isLead(raw[i]) && isContinuation(raw[i + 1])) {
                cuts.add(i + 1);
            }
        }
        if (data.field() < data.from()) {
            cuts.add(data.field() + WITHIN_FIELD);
        }
        cuts.add(data.middle());
        cuts.add(raw.length);
        cuts.remove(0);
        return cuts;
    }

    private static boolean isLead(byte b) {
        return (b & 0xc0) == 0xc0;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }
}
