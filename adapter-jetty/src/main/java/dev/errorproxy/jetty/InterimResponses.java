package dev.errorproxy.jetty;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Hands on what an upstream says before its answer, of any kind and however often (RFC 9110, section 15.2).
 *
 * <p>Jetty's own handlers know some of them, {@code 100 Continue} but once, and take for an answer what broke off.
 */
final class InterimResponses implements ProtocolHandler {

    @Override
    public String getName() {
        return "interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
        // Jetty calls 101 none, and there is an answer behind all the others.
        return HttpStatus.isInterim(response.getStatus());
    }

    @Override
    public Response.Listener getResponseListener() {
        return new Listener();
    }

    private static final class Listener implements Response.Listener {

        @Override
        public void onSuccess(Response response) {
            UpstreamRequest request = (UpstreamRequest) response.getRequest();
            int status = response.getStatus();
            HttpFields fields = HttpFields.build(response.getHeaders());
            HttpConversation conversation = ((HttpRequest) request).getConversation();
            conversation.updateResponseListeners(null);
            conversation.getExchanges().peekLast().resetResponse();
            request.call().interim(status, fields);
        }

        @Override
        public void onFailure(Response response, Throwable failure) {
            ((UpstreamRequest) response.getRequest()).call().failed(failure);
        }

        @Override
        public void onComplete(Result result) {
            // That of the answer is for its own listener.
        }
    }
}
