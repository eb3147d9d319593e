package dev.errorproxy.domain.stream;

import dev.errorproxy.domain.provider.StreamSoFar;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** A stream to which something is done when its moment has come. */
final class StruckStream implements StruckBody {

    private final Framing framing;
    private final Mark mark;
    private final Deed deed;
    private final boolean keepsLength;
    private final StreamSplitter splitter;

    private boolean begun;
    private boolean alarmed;
    private boolean ended;
    private Deed.Next next = Deed.Next.PASS;
    private long events;
    private Optional<String> first = Optional.empty();
    private Optional<String> last = Optional.empty();

    StruckStream(Framing framing, Mark mark, Deed deed, boolean keepsLength) {
        this.framing = framing;
        this.mark = mark;
        this.deed = deed;
        this.keepsLength = keepsLength;
        this.splitter = framing.splitter();
    }

    @Override
    public boolean keepsLength() {
        return keepsLength;
    }

    @Override
    public Optional<Duration> alarm() {
        return mark.isHead() ? Optional.of(Duration.ZERO) : mark.time();
    }

    @Override
    public void bytes(ByteBuffer chunk, Wire wire) {
        ByteBuffer rest = chunk.slice();
        if (!begun) {
            untilMoment(rest, wire);
        }
        while (begun && next == Deed.Next.BLOCKS && rest.hasRemaining()) {
            work(rest, wire);
        }
        if (begun && next == Deed.Next.PASS && rest.hasRemaining()) {
            wire.pass(rest.slice());
        }
    }

    /** Passes what is before the moment, in one piece, and strikes if it comes. */
    private void untilMoment(ByteBuffer rest, Wire wire) {
        int limit = rest.limit();
        boolean due = due();
        while (!due && rest.hasRemaining()) {
            rest.limit((int) Math.min(limit, rest.position() + readable()));
            splitter.next(rest).ifPresent(this::count);
            rest.limit(limit);
            due = due();
        }
        if (rest.position() > 0) {
            wire.pass(rest.slice(0, rest.position()));
        }
        if (due) {
            strike(wire);
        }
    }

    /** Returns how many bytes may be read without reading past the moment. */
    private long readable() {
        long left = mark.bytes() - splitter.offset();
        return deed.anywhere() && left > 0 ? left : Integer.MAX_VALUE;
    }

    private boolean due() {
        return events >= mark.events()
                && splitter.offset() >= mark.bytes()
                && (mark.time().isEmpty() || alarmed)
                && (deed.anywhere() && !mark.endsEvent() ? splitter.recognised() : splitter.between());
    }

    private void strike(Wire wire) {
        begun = true;
        next = deed.strike(scene(), wire);
    }

    private Scene scene() {
        return new Scene(framing, splitter, new StreamSoFar(framing == Framing.ARRAY, events, first, last));
    }

    private void work(ByteBuffer rest, Wire wire) {
        int from = rest.position();
        Optional<Block> block = splitter.next(rest);
        if (rest.position() > from) {
            next = deed.part(rest.slice(from, rest.position() - from), scene(), wire);
        }
        block.ifPresent(whole -> complete(whole, wire));
    }

    private void complete(Block block, Wire wire) {
        count(block);
        if (next == Deed.Next.BLOCKS) {
            next = deed.block(block, scene(), wire);
        }
    }

    private void count(Block block) {
        if (block.counts()) {
            events++;
            last = Optional.of(block.data());
            first = first.or(() -> last);
        }
    }

    @Override
    public void elapsed(Wire wire) {
        alarmed = true;
        if (!begun && !ended && due()) {
            strike(wire);
        }
    }

    @Override
    public void ended(Wire wire) {
        ended = true;
        Optional<Block> block = splitter.end();
        if (begun) {
            block.ifPresent(whole -> complete(whole, wire));
        } else {
            block.ifPresent(this::count);
            if (due()) {
                strike(wire);
            }
        }
        if (begun && next == Deed.Next.BLOCKS) {
            deed.ended(wire);
        }
    }

    @Override
    public boolean struck() {
        return deed.struck();
    }
}
