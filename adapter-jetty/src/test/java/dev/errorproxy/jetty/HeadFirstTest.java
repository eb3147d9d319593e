package dev.errorproxy.jetty;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class HeadFirstTest {

    private final Content.Source body = mock(Content.Source.class);
    private final Response response = mock(Response.class);
    private final Runnable demand = mock(Runnable.class);

    private void writesEnd(Throwable failure) {
        doAnswer(call -> {
                    Callback callback = call.getArgument(2);
                    if (failure == null) {
                        callback.succeeded();
                    } else {
                        callback.failed(failure);
                    }
                    return null;
                })
                .when(response)
                .write(anyBoolean(), any(ByteBuffer.class), any(Callback.class));
    }

    @Test
    void sendsTheHeadBeforeItWaitsForTheBody() {
        writesEnd(null);
        new HeadFirst(body, response).demand(demand);
        InOrder order = inOrder(response, body);
        order.verify(response).write(eq(false), any(ByteBuffer.class), any(Callback.class));
        order.verify(body).demand(demand);
    }

    @Test
    void writesNothingWhereTheHeadIsGone() {
        when(response.isCommitted()).thenReturn(true);
        new HeadFirst(body, response).demand(demand);
        verify(response, never()).write(anyBoolean(), any(), any());
        verify(body).demand(demand);
    }

    @Test
    void failsTheBodyWhereTheHeadCantBeSent() {
        IOException gone = new IOException("gone");
        writesEnd(gone);
        new HeadFirst(body, response).demand(demand);
        verify(body).fail(gone);
        verify(body, never()).demand(any());
    }
}
