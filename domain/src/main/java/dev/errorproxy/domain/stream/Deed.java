package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;

/** What is done to a stream from its moment on. One is for one stream, and not threadsafe. */
interface Deed {

    /** What becomes of the bytes that follow. */
    enum Next {
        /** The deed goes on, block by block. */
        BLOCKS,
        /** They pass. */
        PASS,
        /** Nothing: the client's body is over. */
        NOTHING
    }

    /** Returns whether it can be done in the middle of a block. */
    default boolean anywhere() {
        return false;
    }

    /** Does what is to be done right at the moment. */
    default Next strike(Scene scene, Wire wire) {
        return Next.BLOCKS;
    }

    /** Takes the next bytes of a block; they are its last if it is told to be complete thereafter. */
    default Next part(ByteBuffer bytes, Scene scene, Wire wire) {
        wire.pass(bytes);
        return Next.BLOCKS;
    }

    /** Hears that the block is complete. */
    default Next block(Block block, Scene scene, Wire wire) {
        return Next.BLOCKS;
    }

    /** Puts on the wire what was held back. */
    default void ended(Wire wire) {}

    /** Returns whether it is done, if only in part. */
    boolean struck();
}
