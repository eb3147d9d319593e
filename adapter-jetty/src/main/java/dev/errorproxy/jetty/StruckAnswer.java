package dev.errorproxy.jetty;

import dev.errorproxy.domain.stream.StruckBody;
import dev.errorproxy.domain.stream.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * An upstream's answer that a fault may strike on its way to the client.
 *
 * <p>What the {@link StruckBody} wants done is done one after the other; the upstream is read only when nothing is left to
 * do. This class is threadsafe.
 */
final class StruckAnswer implements Wire {

    /** Some systems throw away what a client has not read when the reset comes: it gets so much time to read it. */
    private static final Duration BEFORE_RESET = Duration.ofMillis(50);

    private final StruckBody body;
    private final ProxiedCall call;
    private final Response response;
    /** What is to be done; each returns whether it calls back and others follow. */
    private final Deque<BooleanSupplier> deeds = new ArrayDeque<>();

    private final Steps steps = new Steps();
    private Content.Source source;
    private Content.Chunk chunk;
    private boolean demanding;
    /** How many bytes of the body the client has yet to get; below zero where only the end will tell. */
    private long left;

    private boolean delivered;
    private boolean told;
    private boolean complete;
    private boolean over;
    private boolean stopped;
    /** The silence that is kept just now; null for none. */
    private Object silence;

    StruckAnswer(StruckBody body, ProxiedCall call, Response response) {
        this.body = body;
        this.call = call;
        this.response = response;
    }

    /** Returns whether {@code Content-Length} stays true. */
    boolean keepsLength() {
        return body.keepsLength();
    }

    /**
     * Begins to pass the upstream's body on.
     *
     * @param length how many bytes the client is told to expect; -1 where only the end will tell
     */
    void relay(Content.Source upstream, long length) {
        synchronized (this) {
            source = upstream;
            left = length;
            // The head goes out before anything of the body is waited for.
            deeds.add(() -> write(BufferUtil.EMPTY_BUFFER));
        }
        Optional<Duration> alarm = body.alarm();
        if (alarm.isPresent() && alarm.get().isZero()) {
            alarm();
        } else {
            alarm.ifPresent(time -> call.timers().schedule(time, this::alarm));
            steps.iterate();
        }
    }

    private void alarm() {
        synchronized (this) {
            body.elapsed(this);
            tellBehind();
        }
        steps.iterate();
    }

    /** Has it told that the fault struck, once all that is queued by now has gone out. */
    private void tellBehind() {
        if (body.struck() && !told) {
            told = true;
            add(() -> {
                tell();
                steps.succeeded();
                return true;
            });
        }
    }

    /** Tells that the fault struck, if it did: what it wanted is being done, and no longer waits behind other bytes. */
    private void tell() {
        boolean struck;
        synchronized (this) {
            struck = body.struck();
        }
        if (struck) {
            call.struck();
        }
    }

    /** Returns what is to be done next; null where that depends on what the upstream sends. */
    private synchronized BooleanSupplier next() {
        while (deeds.isEmpty() && !over) {
            releaseChunk();
            if (complete) {
                over = true;
                return this::finish;
            }
            if (demanding || !pull()) {
                return null;
            }
        }
        return stopped ? null : deeds.poll();
    }

    /** Reads from the upstream; returns false where nothing is there yet, or nothing will be. */
    private boolean pull() {
        Content.Chunk read = source.read();
        if (read == null) {
            demanding = true;
            source.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::available));
            return false;
        }
        if (Content.Chunk.isFailure(read)) {
            over = true;
            source.fail(read.getFailure());
            // Where Jetty's client does not know.
            call.getComponents().getExecutor().execute(() -> upstreamFailed(read.getFailure()));
            return false;
        }
        chunk = read;
        if (read.hasRemaining()) {
            body.bytes(read.getByteBuffer(), this);
        }
        if (read.isLast()) {
            complete = true;
            body.ended(this);
        }
        tellBehind();
        return true;
    }

    private void available() {
        synchronized (this) {
            demanding = false;
        }
        steps.iterate();
    }

    private boolean finish() {
        call.answered();
        response.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(call::succeeded, call::failed));
        return false;
    }

    private boolean write(ByteBuffer bytes) {
        if (isLast(bytes)) {
            call.answered();
        }
        response.write(false, bytes, steps);
        return true;
    }

    /** Returns whether the client has all that it was told to expect with these bytes: what was to follow, it can't see. */
    private synchronized boolean isLast(ByteBuffer bytes) {
        left -= bytes.remaining();
        if (left == 0 && !delivered) {
            delivered = true;
            deeds.clear();
        }
        return delivered;
    }

    private void add(BooleanSupplier deed) {
        if (!delivered) {
            deeds.add(deed);
        }
    }

    private boolean waitFor(Duration time) {
        tell();
        Object begun = beginSilence();
        call.timers().schedule(time, () -> {
            if (endSilence(begun)) {
                steps.succeeded();
            }
        });
        return true;
    }

    /** Only the client's leave ends it. */
    private boolean waitForEver() {
        tell();
        beginSilence();
        return true;
    }

    private synchronized Object beginSilence() {
        silence = new Object();
        excuseUpstream(true);
        return silence;
    }

    /** Ends that silence; returns false where it had ended before. */
    private synchronized boolean endSilence(Object begun) {
        boolean kept = begun != null && begun == silence;
        if (kept) {
            silence = null;
            excuseUpstream(false);
        }
        return kept;
    }

    /** What the upstream has sent may be complete, and its connection another call's. */
    private void excuseUpstream(boolean excused) {
        if (!complete) {
            call.upstream().excuse(excused);
        }
    }

    @Override
    public synchronized void pass(ByteBuffer bytes) {
        add(() -> write(bytes));
    }

    @Override
    public synchronized void pause(Duration time) {
        add(() -> waitFor(time));
    }

    @Override
    public synchronized void stall(Optional<Ping> ping, Optional<Duration> length) {
        add(() -> silence(ping, length));
    }

    private synchronized boolean silence(Optional<Ping> ping, Optional<Duration> left) {
        if (ping.isEmpty()) {
            return left.map(this::waitFor).orElseGet(this::waitForEver);
        }
        Duration every = ping.get().every();
        if (left.isPresent() && left.get().compareTo(every) <= 0) {
            return waitFor(left.get());
        }
        deeds.addFirst(() -> silence(ping, left.map(time -> time.minus(every))));
        deeds.addFirst(() -> write(ByteBuffer.wrap(ping.get().text().getBytes(StandardCharsets.UTF_8))));
        return waitFor(every);
    }

    @Override
    public synchronized void end() {
        add(() -> stop(
                () -> response.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(call::endedByFault, call::failed))));
    }

    @Override
    public synchronized void cut() {
        add(() -> stop(call::cutByFault));
    }

    @Override
    public synchronized void reset() {
        add(() -> waitFor(BEFORE_RESET));
        add(() -> stop(call::resetByFault));
    }

    private boolean stop(Runnable how) {
        synchronized (this) {
            stopped = true;
            releaseChunk();
        }
        tell();
        call.answered();
        EofException reason = new EofException("Given up by a fault");
        call.upstream().giveUp(reason);
        source.fail(reason);
        how.run();
        return false;
    }

    /** Hears that the upstream's answer broke off. */
    void upstreamFailed(Throwable failure) {
        synchronized (this) {
            if (stopped) {
                return; // By this very class.
            }
        }
        abandon(failure);
        call.failed(failure);
    }

    /** Hears that the call has ended, perhaps in a silence of which nobody else would tell. */
    void callEnded() {
        synchronized (this) {
            if (stopped || over) {
                return;
            }
        }
        abandon(new EofException("The call has ended"));
    }

    private void abandon(Throwable failure) {
        boolean silent;
        synchronized (this) {
            over = true;
            silent = endSilence(silence);
        }
        if (silent) {
            steps.failed(failure); // Nobody else would end it soon, nor release what it holds.
        } else {
            steps.abort(failure);
        }
    }

    private void releaseChunk() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }

    /** Does one deed after the other, without a deeper stack for each. */
    private final class Steps extends IteratingCallback {

        @Override
        protected Action process() {
            BooleanSupplier deed = next();
            if (deed == null) {
                return Action.IDLE;
            }
            return deed.getAsBoolean() ? Action.SCHEDULED : Action.SUCCEEDED;
        }

        @Override
        protected void onCompleteFailure(Throwable failure) {
            boolean byUpstream;
            synchronized (StruckAnswer.this) {
                byUpstream = over;
                over = true;
                deeds.clear();
                releaseChunk();
            }
            if (!byUpstream && delivered) {
                call.failed(failure);
            } else if (!byUpstream) {
                call.clientFailed(failure);
            }
            source.fail(failure);
        }
    }
}
