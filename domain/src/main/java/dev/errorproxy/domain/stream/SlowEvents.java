package dev.errorproxy.domain.stream;

import java.time.Duration;

/** Waits behind every event. */
final class SlowEvents implements Deed {

    private final Duration interval;
    private boolean struck;

    SlowEvents(Duration interval) {
        this.interval = interval;
    }

    @Override
    public Next block(Block block, Scene scene, Wire wire) {
        if (block.counts()) {
            struck = true;
            wire.pause(interval);
        }
        return Next.BLOCKS;
    }

    @Override
    public boolean struck() {
        return struck;
    }
}
