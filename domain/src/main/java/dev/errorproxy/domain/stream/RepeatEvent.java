package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;

/** Sends the next event twice, or the next one after it that has no more than a MiB. */
final class RepeatEvent implements Deed {

    private final Bytes copy = new Bytes(StreamSplitter.MOST_DATA);
    private boolean struck;

    @Override
    public Next part(ByteBuffer bytes, Scene scene, Wire wire) {
        copy.add(bytes);
        wire.pass(bytes);
        return Next.BLOCKS;
    }

    @Override
    public Next block(Block block, Scene scene, Wire wire) {
        byte[] raw = copy.copy();
        boolean whole = !copy.isFull();
        copy.clear();
        if (!block.counts() || !whole) {
            return Next.BLOCKS;
        }
        struck = true;
        Bytes again = new Bytes(Integer.MAX_VALUE);
        again.add(scene.splitter().separator());
        again.add(raw, Math.max(0, raw.length - (int) (block.end() - block.body())), raw.length);
        wire.pass(ByteBuffer.wrap(again.copy()));
        return Next.PASS;
    }

    @Override
    public boolean struck() {
        return struck;
    }
}
