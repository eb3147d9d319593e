package dev.errorproxy.domain.stream;

/** Breaks the JSON of the next event. */
final class GarbleEvent extends HeldBlocks {

    private boolean tail;

    @Override
    Next complete(byte[] raw, int body, Block block, Scene scene, Wire wire) {
        if (tail) {
            return Next.PASS;
        }
        if (!block.counts()) {
            pass(raw, wire);
            return Next.BLOCKS;
        }
        hit();
        pass(scene.framing().broken(raw, body), wire);
        return Next.PASS;
    }

    /** Breaks what there is, and drops the rest of the event. */
    @Override
    Next tooLong(byte[] raw, Scene scene, Wire wire) {
        if (tail) {
            return Next.BLOCKS;
        }
        if (!scene.framing().hasData(raw)) {
            pass(raw, wire);
            return Next.BLOCKS;
        }
        hit();
        tail = true;
        pass(scene.framing().broken(raw, 0), wire);
        return Next.BLOCKS;
    }

    @Override
    public void ended(Wire wire) {
        if (!tail) {
            super.ended(wire);
        }
    }
}
