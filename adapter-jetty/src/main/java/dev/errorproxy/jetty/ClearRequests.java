package dev.errorproxy.jetty;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses what Jetty's parser takes, but what could not be forwarded without a change of its meaning. */
final class ClearRequests extends Handler.Wrapper {

    private static final String OTHER_TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~"; // RFC 9110, section 5.6.2

    ClearRequests(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields fields = request.getHeaders();
        boolean coded = fields.contains(HttpHeader.TRANSFER_ENCODING);
        if (coded && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
            // RFC 9112, section 6.1: its framing is faulty, and the connection is closed.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            return refuse(request, response, callback, "HTTP/1.0 knows no Transfer-Encoding; send a Content-Length.");
        }
        if (!isToken(request.getMethod())) {
            return refuse(request, response, callback, "A method is a word, such as POST.");
        }
        if (!isClear(request.getHttpURI(), request.getMethod())) {
            return refuse(
                    request,
                    response,
                    callback,
                    "A target is a path and a query without a fragment or a user; write other characters, such as '#',"
                            + " percent-encoded.");
        }
        if (!coded) {
            return super.handle(request, response, callback);
        }
        if (!isChunkedAlone(fields)) {
            return Refusal.send(
                    request,
                    response,
                    callback,
                    HttpStatus.NOT_IMPLEMENTED_501,
                    "The only transfer coding understood is chunked.");
        }
        return super.handle(new WholeRequest(request), response, callback);
    }

    private static boolean refuse(Request request, Response response, Callback callback, String message) {
        return Refusal.send(request, response, callback, HttpStatus.BAD_REQUEST_400, message);
    }

    /** Jetty looks at all of a method but its first character. */
    private static boolean isToken(String method) {
        return Character.isLetterOrDigit(method.charAt(0)) || OTHER_TOKEN_CHARACTERS.indexOf(method.charAt(0)) >= 0;
    }

    private static boolean isClear(HttpURI uri, String method) {
        if (HttpMethod.CONNECT.is(method)) {
            return true; // It has no path, and is refused for what it is.
        }
        String target = uri.getPathQuery();
        return target != null
                && !target.isEmpty()
                && isAscii(target)
                && uri.getFragment() == null
                && uri.getUser() == null
                && (HttpScheme.HTTP.is(uri.getScheme()) || HttpScheme.HTTPS.is(uri.getScheme()))
                && (HttpMethod.OPTIONS.is(method) ? !target.startsWith("?") : !"*".equals(target));
    }

    private static boolean isAscii(String target) {
        for (int i = 0; i < target.length(); i++) {
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
