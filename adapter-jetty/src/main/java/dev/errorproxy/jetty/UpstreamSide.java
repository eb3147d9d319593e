package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * What a call has to do with its upstream, if it goes to one.
 *
 * <p>This class is threadsafe.
 */
final class UpstreamSide {

    private final Scheduler scheduler;
    private volatile UpstreamRequest request;
    private volatile UpstreamBody body;
    private volatile Optional<UpstreamSilence> silence = Optional.empty();
    private volatile Runnable onContinue = () -> {};
    private volatile boolean done;
    /** Whatever becomes of it, the call does not go out again. */
    private volatile boolean onlyOnce;

    UpstreamSide(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Notes by which request the call goes to the upstream, perhaps again. */
    void sending(UpstreamRequest upstreamRequest) {
        silence.ifPresent(UpstreamSilence::destroy);
        silence = Optional.empty();
        body = null;
        request = upstreamRequest;
    }

    /** Notes what the upstream's side reads the client's body from. */
    void sendingBody(UpstreamBody content) {
        body = content;
    }

    /** Sets what is done when the upstream wants to have the body; the call then goes out once only. */
    void onContinue(Runnable deed) {
        onContinue = deed;
        onlyOnce = true;
    }

    /** Notes that the upstream wants to have the body. */
    void continued() {
        onContinue.run();
    }

    /** Takes the upstream's silence for what it is while it waits for the client or the proxy, or no longer does. */
    void excuse(boolean excused) {
        UpstreamEndPoint.excuse(request.getConnection(), excused);
        silence.ifPresent(clock -> clock.excuse(excused));
    }

    /** Notes that the upstream has taken what it was sent, and may have more. */
    void progressed() {
        silence.ifPresent(UpstreamSilence::broken);
    }

    /** Notes that the call goes over HTTP/2: it is given up where the upstream is silent for longer, and may go twice. */
    void overHttp2(Duration limit) {
        UpstreamBody begun = body;
        if (begun != null && !onlyOnce) {
            begun.keepSent();
        }
        UpstreamSilence clock = new UpstreamSilence(scheduler, limit, () -> giveUp(new TimeoutException("Silence")));
        silence = Optional.of(clock);
        clock.ask(true);
    }

    /** Notes that there is an answer. */
    void answered() {
        onlyOnce = true;
        UpstreamBody begun = body;
        if (begun != null) {
            begun.forgetSent();
        }
    }

    /** Notes that the answer's head is here, and returns the body that follows. */
    Content.Source answerBegins(Content.Source source) {
        silence.ifPresent(clock -> clock.ask(false));
        return silence.map(clock -> clock.body(source)).orElse(source);
    }

    /** Notes that the answer is complete, while the client may still wait for the rest of it. */
    void done() {
        done = true;
    }

    /** Ends the upstream's part of the call. */
    void giveUp(Throwable reason) {
        request.abort(reason);
    }

    /** Does that as soon as the upstream can know why, or calls back where it has no part in the call any more. */
    void giveUpAtOnce(Throwable reason, Consumer<Throwable> otherwise) {
        UpstreamRequest sent = request;
        if (sent == null || done) {
            otherwise.accept(reason);
            return;
        }
        UpstreamEndPoint.discardUnsent(sent.getConnection());
        sent.abort(reason).thenAccept(aborted -> {
            if (!aborted) {
                otherwise.accept(reason); // Its answer was complete by then.
            }
        });
    }

    /** Returns whether it reads the client's body, or has. */
    boolean hasBody() {
        return body != null;
    }

    /** Hands on what is to be sent again before the rest of the body where the call failed so; empty where it must not go twice. */
    void takeBack(Throwable failure, Consumer<Optional<ByteBuffer>> next) {
        UpstreamBody begun = body;
        if (onlyOnce || request == null || !request.isUnprocessed(failure)) {
            next.accept(Optional.empty());
        } else if (begun == null) {
            onlyOnce = true;
            next.accept(Optional.of(BufferUtil.EMPTY_BUFFER));
        } else {
            onlyOnce = true;
            begun.takeBack(next);
        }
    }

    /** Has the client's body read on by that reader, as soon as it may. */
    void handOver(Runnable reader) {
        UpstreamBody begun = body;
        if (begun == null) {
            reader.run();
        } else {
            begun.handOver(reader);
        }
    }

    /** Notes that the call has ended. */
    void end() {
        silence.ifPresent(UpstreamSilence::destroy);
        UpstreamBody begun = body;
        if (begun != null) {
            begun.end();
        }
    }
}
