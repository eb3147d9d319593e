package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.simulation.Simulator;
import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call to a simulated provider whose body has been read.
 *
 * <p>Whatever is thrown while it is answered ends it: memory that has run out may be missed anywhere.
 */
final class SimulatedCall implements Runnable, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorHandler.class);

    private final Simulator simulator;
    private final Call call;
    private final byte[] body;
    private final int replyTokens;
    private final Pace pace;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean begun = new AtomicBoolean();

    SimulatedCall(
            Simulator simulator,
            Call call,
            byte[] body,
            int replyTokens,
            Pace pace,
            Request request,
            Response response,
            Callback callback) {
        this.simulator = simulator;
        this.call = call;
        this.body = body;
        this.replyTokens = replyTokens;
        this.pace = pace;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** Has it answered there. */
    void on(Executor executor) {
        try {
            executor.execute(this);
        } catch (Throwable e) {
            if (begins()) {
                fail(e);
            }
        }
    }

    @Override
    public void run() {
        if (begins()) {
            try {
                new Playback(simulator.answer(call, body, replyTokens), pace, request, response, callback).begin();
            } catch (Throwable e) {
                fail(e);
            }
        }
    }

    /** Ends it where its turn never comes. */
    @Override
    public void close() {
        if (begins()) {
            callback.failed(new EofException("stopped"));
        }
    }

    /** An executor that can't have a further thread throws, and may run what it was given nevertheless. */
    private boolean begins() {
        return begun.compareAndSet(false, true);
    }

    private void fail(Throwable failure) {
        try {
            LOG.warn("The simulator failed at {} {}", call.method(), call.path(), failure);
            Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
        } catch (Throwable again) {
            callback.failed(again);
        }
    }
}
