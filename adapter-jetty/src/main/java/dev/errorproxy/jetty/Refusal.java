package dev.errorproxy.jetty;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests that are not even decided about. */
final class Refusal {

    private Refusal() {}

    /**
     * Refuses a request after its whole body has been read: a client that is still sending may never see an earlier
     * answer.
     *
     * @param message what would be right
     */
    static boolean send(Request request, Response response, Callback callback, int status, String message) {
        Content.Source.consumeAll(
                request,
                Callback.from(
                        () -> Response.writeError(request, response, callback, status, message), callback::failed));
        return true;
    }
}
