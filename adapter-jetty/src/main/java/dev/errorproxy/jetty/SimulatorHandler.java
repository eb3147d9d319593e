package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.simulation.Simulator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads each request whole, has it answered by the simulator that its path names, and plays the answer.
 *
 * <p>A body that is too large, or for which there is no room just then, is taken, and refused.
 */
final class SimulatorHandler extends Handler.Abstract.NonBlocking {

    /** Up to here a body takes no time to speak of, nor do those on all threads much memory. */
    private static final int SHORT_BYTES = 16 * 1024;

    private final Map<String, Simulator> simulators;
    private final Pace pace;
    private final int replyTokens;
    private final CountingThreads counters = new CountingThreads("simulated-prompts");

    SimulatorHandler(Map<String, Simulator> simulators, Pace pace, int replyTokens) {
        this.simulators = Map.copyOf(simulators);
        this.pace = pace;
        this.replyTokens = replyTokens;
        addBean(counters);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Call> mounted = Calls.of(request);
        int end = mounted.map(call -> call.path().indexOf('/', 1)).orElse(-1);
        Simulator simulator =
                end < 0 ? null : simulators.get(mounted.get().path().substring(1, end));
        if (simulator == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return true;
        }
        Call call = mounted.get().withPath(mounted.get().path().substring(end));
        ReadRequest.of(
                request,
                read -> Content.Source.consumeAll(
                        read, Callback.from(() -> begin(simulator, call, read, response, callback), callback::failed)),
                callback::failed);
        return true;
    }

    /** An answer takes its time: that is not for the thread that moves everybody's bytes. */
    private void begin(Simulator simulator, Call call, ReadRequest read, Response response, Callback callback) {
        try {
            if (read.isWhole()) {
                new SimulatedCall(simulator, call, read.body(), replyTokens, pace, read, response, callback)
                        .on(executor(call, read));
            } else {
                boolean tooLarge = read.body().length >= ReadRequest.MOST_BYTES;
                int status = tooLarge ? HttpStatus.PAYLOAD_TOO_LARGE_413 : HttpStatus.SERVICE_UNAVAILABLE_503;
                Response.writeError(read, response, callback, status);
            }
        } catch (Throwable e) {
            callback.failed(e);
        }
    }

    private Executor executor(Call call, ReadRequest read) {
        boolean isLong = read.body().length > SHORT_BYTES || call.hasHeader("Content-Encoding");
        return isLong ? counters : read.getComponents().getExecutor();
    }
}
