package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Words what the proxy's HTTP server refuses by itself: requests that are not HTTP, or come while it stops. */
final class ProxyErrorHandler extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        if (code == HttpStatus.URI_TOO_LONG_414) {
            // The target is part of the head, and there is one limit, for all of it.
            int tooLarge = HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
            response.setStatus(tooLarge);
            generateResponse(request, response, tooLarge, HttpStatus.getMessage(tooLarge), cause, callback);
            return;
        }
        // With a cause come the words of Jetty, which may quote the request.
        String reason = cause == null ? message : HttpStatus.getMessage(code);
        byte[] body = body(code, reason).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(ProxiedCall.MARK, "request-error");
        if (cause instanceof HttpException) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE); // What follows can't be told from it.
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length); // A HEAD's, too (RFC 9110, section 8.6).
        // Jetty leaves the body out only where it has understood the request.
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
    }

    /** Returns the JSON that tells a client why it is refused. */
    static String body(int code, String reason) {
        return Reply.ofProxy(code, "Provider Error Proxy: " + reason).body();
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }
}
