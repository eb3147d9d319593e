package dev.errorproxy.jetty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.CyclicTimeout;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * How long an upstream says nothing while it is asked to speak or to listen.
 *
 * <p>This is for HTTP/2: Jetty's own clock runs on while nobody reads what the upstream has said. In HTTP/1.1 it is {@link UpstreamEndPoint} that knows. This class
 * is threadsafe.
 */
final class UpstreamSilence extends CyclicTimeout {

    private final Duration limit;
    private final Runnable tooLong;
    private boolean asked;
    private boolean excused;

    UpstreamSilence(Scheduler scheduler, Duration limit, Runnable tooLong) {
        super(scheduler);
        this.limit = limit;
        this.tooLong = tooLong;
    }

    /** Notes whether anything is expected of the upstream. */
    synchronized void ask(boolean expected) {
        asked = expected;
        listen();
    }

    /** Notes whether the upstream may be silent nevertheless. */
    synchronized void excuse(boolean allowed) {
        excused = allowed;
        listen();
    }

    /** Begins to count anew. */
    synchronized void broken() {
        listen();
    }

    private void listen() {
        if (asked && !excused) {
            schedule(limit.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            cancel();
        }
    }

    @Override
    public void onTimeoutExpired() {
        tooLong.run();
    }

    /** Returns the upstream's body, of which more is expected whenever it is asked for. */
    Content.Source body(Content.Source source) {
        return new Content.Source() {
            @Override
            public Content.Chunk read() {
                return source.read();
            }

            @Override
            public void demand(Runnable callback) {
                ask(true);
                source.demand(Invocable.from(Invocable.getInvocationType(callback), () -> {
                    ask(false);
                    callback.run();
                }));
            }

            @Override
            public void fail(Throwable failure) {
                source.fail(failure);
            }

            @Override
            public long getLength() {
                return source.getLength();
            }
        };
    }
}
