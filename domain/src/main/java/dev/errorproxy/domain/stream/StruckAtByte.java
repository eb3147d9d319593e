package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Any body whose connection breaks after so many bytes, if it has more than these, or after some time. */
final class StruckAtByte implements StruckBody {

    private final Mark mark;
    private long passed;
    private boolean struck;
    private boolean ended;

    StruckAtByte(Mark mark) {
        this.mark = mark;
    }

    @Override
    public boolean keepsLength() {
        return true;
    }

    @Override
    public Optional<Duration> alarm() {
        return mark.time();
    }

    @Override
    public void bytes(ByteBuffer chunk, Wire wire) {
        if (struck) {
            return;
        }
        long left = mark.time().isPresent() ? Long.MAX_VALUE : mark.bytes() - passed;
        int count = (int) Math.min(left, chunk.remaining());
        if (count > 0) {
            wire.pass(chunk.slice(chunk.position(), count));
            passed += count;
        }
        if (count < chunk.remaining()) {
            cut(wire);
        }
    }

    @Override
    public void elapsed(Wire wire) {
        if (!struck && !ended && mark.time().isPresent()) {
            cut(wire);
        }
    }

    private void cut(Wire wire) {
        struck = true;
        wire.cut();
    }

    @Override
    public void ended(Wire wire) {
        ended = true;
    }

    @Override
    public boolean struck() {
        return struck;
    }
}
