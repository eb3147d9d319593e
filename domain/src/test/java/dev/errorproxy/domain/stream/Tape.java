package dev.errorproxy.domain.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A wire that notes what goes out. */
final class Tape implements Wire {

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<byte[]> pieces = new ArrayList<>();
    private int firstDeedBehind = -1;
    private boolean over;

    @Override
    public void pass(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        if (copy.length == 0) {
            throw new AssertionError("an empty write");
        }
        goesOn();
        all.writeBytes(copy);
        sent.writeBytes(copy);
        pieces.add(copy);
    }

    @Override
    public void pause(Duration time) {
        note("<pause " + time.toMillis() + "ms>");
    }

    @Override
    public void stall(Optional<Ping> ping, Optional<Duration> length) {
        note("<stall"
                + ping.map(p -> " " + p.text().strip() + " every " + p.every().toMillis() + "ms")
                        .orElse("")
                + length.map(time -> " for " + time.toMillis() + "ms").orElse("") + ">");
    }

    @Override
    public void end() {
        note("<end>");
        over = true;
    }

    @Override
    public void cut() {
        note("<cut>");
        over = true;
    }

    @Override
    public void reset() {
        note("<reset>");
        over = true;
    }

    private void note(String what) {
        goesOn();
        firstDeedBehind = firstDeedBehind < 0 ? sent.size() : firstDeedBehind;
        all.writeBytes(what.getBytes(UTF_8));
    }

    private void goesOn() {
        if (over) {
            throw new AssertionError("something behind the end");
        }
    }

    /** Returns the bytes and the deeds in order, as text. */
    String heard() {
        return all.toString(UTF_8);
    }

    /** Returns all bytes sent. */
    byte[] bytes() {
        return sent.toByteArray();
    }

    /** Returns how many bytes were sent before anything else was done; negative where nothing was. */
    int firstDeedBehind() {
        return firstDeedBehind;
    }

    /** Returns the bytes of each write. */
    List<byte[]> pieces() {
        return pieces;
    }
}
