package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.Simulator;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each request whole, has it answered by the simulator that its path names, and plays the answer.
 *
 * <p>A body for which there is no room is taken, and refused.
 */
final class SimulatorHandler extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorHandler.class);

    private final Map<String, Simulator> simulators;
    private final Pace pace;
    private final int replyTokens;

    SimulatorHandler(Map<String, Simulator> simulators, Pace pace, int replyTokens) {
        this.simulators = Map.copyOf(simulators);
        this.pace = pace;
        this.replyTokens = replyTokens;
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
                        read,
                        Callback.from(
                                () -> {
                                    if (read.isWhole()) {
                                        answer(simulator, call, read.body(), request, response, callback);
                                    } else {
                                        Response.writeError(
                                                request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
                                    }
                                },
                                callback::failed)),
                callback::failed);
        return true;
    }

    /** Counting the tokens of a long prompt takes a while: that is not for the thread that moves everybody's bytes. */
    private void answer(
            Simulator simulator, Call call, byte[] body, Request request, Response response, Callback callback) {
        request.getComponents().getExecutor().execute(() -> {
            try {
                SimulatedAnswer answer = simulator.answer(call, body, replyTokens);
                new Playback(answer, pace, request, response, callback).begin();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.warn("The simulator failed at {} {}", call.method(), call.path(), e);
                Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
            }
        });
    }
}
