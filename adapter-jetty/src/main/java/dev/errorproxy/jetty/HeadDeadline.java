package dev.errorproxy.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose client takes too long over the head of a request, however steadily it sends.
 *
 * <p>All connections are looked at together now and then, so that a request costs no timer of its own. Connections that
 * wait for their next request are left alone.
 */
final class HeadDeadline extends Handler.Wrapper {

    private static final int LOOKS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final byte[] ANSWER = answer().getBytes(StandardCharsets.UTF_8);

    private final Duration limit;
    private volatile Scheduler.Task next;

    HeadDeadline(Duration limit, Handler following) {
        super(following);
        this.limit = limit;
    }

    private static String answer() {
        String body = ProxyErrorHandler.body(
                HttpStatus.REQUEST_TIMEOUT_408, "the request's head did not come in time; send it at once.");
        return "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\n" + ProxiedCall.MARK
                + ": request-error\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        ClientEndPoint client = ClientEndPoint.of(request);
        client.headClock().headRead();
        request.addHttpStreamWrapper(stream -> new Serving(new CancellableStream(stream, client), client.headClock()));
        return super.handle(request, response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookLater();
    }

    @Override
    protected void doStop() throws Exception {
        next.cancel();
        super.doStop();
    }

    private void lookLater() {
        long pause = Math.min(limit.toMillis() / LOOKS, LONGEST_PAUSE.toMillis());
        next = getServer().getScheduler().schedule(this::look, Math.max(1, pause), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        for (Connector connector : getServer().getConnectors()) {
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                if (endPoint instanceof ClientEndPoint client
                        && client.headClock().isOver(limit.toNanos(), now)) {
                    end(client);
                }
            }
        }
        if (isRunning() || isStarting()) {
            lookLater();
        }
    }

    private static void end(ClientEndPoint client) {
        try {
            // As much as goes out at once: the client may not be reading either.
            client.flush(ByteBuffer.wrap(ANSWER));
        } catch (Exception e) {
            // Then it goes without a word.
        }
        client.close();
    }

    /** Notes the end of a request and its response, after which the next head may begin. */
    private static final class Serving extends HttpStream.Wrapper {

        private final HeadClock clock;

        Serving(HttpStream stream, HeadClock clock) {
            super(stream);
            this.clock = clock;
        }

        @Override
        public void succeeded() {
            clock.served();
            super.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            clock.served();
            super.failed(failure);
        }
    }
}
