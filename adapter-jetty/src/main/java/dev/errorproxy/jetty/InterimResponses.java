package dev.errorproxy.jetty;

import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Passes on what an upstream says before its answer, but its leave to send the body.
 *
 * <p>Jetty knows 102 and 103; a client is to get any of the kind (RFC 9110, section 15.2), and would wait for ever for the
 * answer behind one that is taken for an answer.
 */
final class InterimResponses extends ProcessingProtocolHandler {

    private static final String STATUS = InterimResponses.class.getName();

    @Override
    public boolean accept(Request request, Response response) {
        boolean accepted =
                HttpStatus.isInterim(response.getStatus()) && response.getStatus() != HttpStatus.CONTINUE_100;
        if (accepted) {
            request.attribute(STATUS, response.getStatus());
        }
        return accepted;
    }

    @Override
    protected void onProcessing(Request request, HttpFields fields) {
        ((UpstreamRequest) request).call().interim((int) request.getAttributes().get(STATUS), fields);
    }
}
