package dev.errorproxy.jetty;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class PlaybackTest {

    @Test
    void endsTheCallOfAClientThatLeft() {
        IOException gone = new IOException("gone");
        Response response = mock(Response.class, RETURNS_DEEP_STUBS);
        doAnswer(call -> {
                    call.<Callback>getArgument(2).failed(gone);
                    return null;
                })
                .when(response)
                .write(anyBoolean(), any(), any());
        Callback callback = mock(Callback.class);
        SimulatedAnswer answer = SimulatedAnswer.of(Reply.json(200, "{}"), 1);
        Request request = mock(Request.class, RETURNS_DEEP_STUBS);
        new Playback(answer, new Pace(Duration.ZERO, 0), request, response, callback).begin();
        verify(callback).failed(gone);
    }

    @Test
    void endsTheCallWhereALaterPieceCantBeWritten() {
        Error full = new Error("full");
        Response response = mock(Response.class, RETURNS_DEEP_STUBS);
        doThrow(full).when(response).write(anyBoolean(), any(), any());
        Callback callback = mock(Callback.class);
        SimulatedAnswer answer = SimulatedAnswer.of(Reply.json(200, "{}"), 1);
        Request request = mock(Request.class, RETURNS_DEEP_STUBS);
        ArgumentCaptor<Runnable> later = ArgumentCaptor.forClass(Runnable.class);
        new Playback(answer, new Pace(Duration.ofDays(1), 0), request, response, callback).begin();
        verify(request.getComponents().getScheduler()).schedule(later.capture(), anyLong(), any());

        later.getValue().run();

        verify(callback).failed(full);
    }
}
