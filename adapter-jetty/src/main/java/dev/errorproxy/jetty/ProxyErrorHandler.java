package dev.errorproxy.jetty;

import dev.errorproxy.domain.provider.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words what the proxy's HTTP server refuses by itself: requests that are not HTTP, or come while it stops. */
final class ProxyErrorHandler extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        String reason = "Provider Error Proxy: " + HttpStatus.getMessage(code);
        String body =
                "{\"error\":{\"message\":%s,\"type\":\"proxy_error\",\"code\":%s}}".formatted(Json.quote(reason), code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(ProxiedCall.MARK, "request-error");
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }
}
