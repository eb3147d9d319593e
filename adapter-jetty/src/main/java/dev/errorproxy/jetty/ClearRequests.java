package dev.errorproxy.jetty;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses what Jetty's parser takes, but what could not be forwarded without a change of its meaning. */
final class ClearRequests extends Handler.Wrapper {

    ClearRequests(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        if (!isAscii(uri.getPathQuery()) || uri.getFragment() != null || uri.getUser() != null) {
            return Refusal.send(
                    request,
                    response,
                    callback,
                    HttpStatus.BAD_REQUEST_400,
                    "A target is a path and a query without a fragment or a user; write other characters, such as '#',"
                            + " percent-encoded.");
        }
        HttpFields fields = request.getHeaders();
        if (!fields.contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
            // RFC 9112, section 6.1: its framing is faulty, and the connection is closed.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            return Refusal.send(
                    request,
                    response,
                    callback,
                    HttpStatus.BAD_REQUEST_400,
                    "HTTP/1.0 knows no Transfer-Encoding; send a Content-Length.");
        }
        if (!isChunkedAlone(fields)) {
            return Refusal.send(
                    request,
                    response,
                    callback,
                    HttpStatus.NOT_IMPLEMENTED_501,
                    "The only transfer coding understood is chunked.");
        }
        return super.handle(request, response, callback);
    }

    private static boolean isAscii(String target) {
        for (int i = 0; target != null && i < target.length(); i++) {
            if (target.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChunkedAlone(HttpFields fields) {
        List<String> codings = fields.getCSV(HttpHeader.TRANSFER_ENCODING, false);
        return codings.size() == 1 && HttpHeaderValue.CHUNKED.is(codings.get(0));
    }
}
