package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;

/** Breaks the connection in the middle of the next event. */
final class CutEvent extends HeldBlocks {

    @Override
    Next complete(byte[] raw, int body, Block block, Scene scene, Wire wire) {
        if (!block.counts()) {
            pass(raw, wire);
            return Next.BLOCKS;
        }
        return cut(raw, scene.framing().data(raw, body).middle(), wire);
    }

    @Override
    Next tooLong(byte[] raw, Scene scene, Wire wire) {
        return cut(raw, raw.length / 2, wire);
    }

    private Next cut(byte[] raw, int middle, Wire wire) {
        int length = Math.max(1, Math.min(middle, raw.length - 1));
        wire.pass(ByteBuffer.wrap(raw, 0, length).slice());
        wire.cut();
        hit();
        return Next.NOTHING;
    }
}
