package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;

/** A deed that holds each block back until it is complete, or longer than {@value #MOST} bytes. */
abstract class HeldBlocks implements Deed {

    /** How many bytes are held back. */
    static final int MOST = 64 * 1024;

    private final Bytes held = new Bytes(MOST);
    private boolean struck;

    @Override
    public final Next part(ByteBuffer bytes, Scene scene, Wire wire) {
        ByteBuffer rest = bytes.slice();
        Next next = Next.BLOCKS;
        while (rest.hasRemaining() && next == Next.BLOCKS) {
            ByteBuffer fitting = rest.slice(0, Math.min(rest.remaining(), MOST - held.size()));
            held.add(fitting);
            rest.position(fitting.remaining());
            rest = rest.slice();
            if (held.isFull()) {
                next = tooLong(taken(), scene, wire);
            }
        }
        if (next == Next.PASS && rest.hasRemaining()) {
            wire.pass(rest);
        }
        return next;
    }

    @Override
    public final Next block(Block block, Scene scene, Wire wire) {
        byte[] raw = taken();
        int body = Math.max(0, raw.length - (int) Math.min(raw.length, block.end() - block.body()));
        return complete(raw, body, block, scene, wire);
    }

    @Override
    public void ended(Wire wire) {
        pass(taken(), wire);
    }

    private byte[] taken() {
        byte[] raw = held.copy();
        held.clear();
        return raw;
    }

    /** Takes a block, of which some bytes may have gone by as too long; its own bytes begin at {@code body}. */
    abstract Next complete(byte[] raw, int body, Block block, Scene scene, Wire wire);

    /** Takes the beginning of a block that is too long to be held. */
    abstract Next tooLong(byte[] raw, Scene scene, Wire wire);

    final void hit() {
        struck = true;
    }

    @Override
    public final boolean struck() {
        return struck;
    }

    static void pass(byte[] bytes, Wire wire) {
        if (bytes.length > 0) {
            wire.pass(ByteBuffer.wrap(bytes));
        }
    }
}
