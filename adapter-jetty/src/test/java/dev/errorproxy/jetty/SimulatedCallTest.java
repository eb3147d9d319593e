package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.domain.simulation.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A call ends, and once, whatever is thrown on its way. */
class SimulatedCallTest {

    private final AtomicInteger answers = new AtomicInteger();
    private final Simulator simulator = (call, body, tokens) -> {
        answers.incrementAndGet();
        return SimulatedAnswer.of(Reply.json(200, "{}"), 1);
    };
    private final Response response = mock(Response.class, RETURNS_DEEP_STUBS);
    private final Callback callback = mock(Callback.class);
    private final SimulatedCall call = new SimulatedCall(
            simulator,
            new Call("GET", "/x", Optional.empty(), List.of()),
            new byte[0],
            1,
            new Pace(Duration.ZERO, 0),
            mock(Request.class, RETURNS_DEEP_STUBS),
            response,
            callback);

    @Test
    void failsWhereEvenTheErrorCantBeWritten() {
        Error again = new Error("again");
        when(response.getHeaders()).thenThrow(new Error("first"));
        when(response.isCommitted()).thenThrow(again);

        call.on(Runnable::run);

        verify(callback).failed(again);
    }

    @Test
    void endsWhereNoThreadCanBeHadAndIsNotAnsweredLater() {
        when(response.isCommitted()).thenReturn(true);

        call.on(run -> {
            throw new RejectedExecutionException();
        });
        call.run();
        call.close();

        verify(callback).failed(any());
        assertThat(answers).hasValue(0);
    }

    @Test
    void endsWhereItsTurnNeverComes() {
        call.on(run -> {});
        verify(callback, never()).failed(any());

        call.close();

        verify(callback).failed(any());
        assertThat(answers).hasValue(0);
    }
}
