package dev.errorproxy.jetty;

import dev.errorproxy.domain.routing.Route;
import dev.errorproxy.domain.routing.Router;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpException;

/**
 * Why an upstream gave no answer.
 *
 * @param status what the client is told: 502, or 504 where the upstream was silent
 * @param message the reason in words, without anything that the client sent
 */
record UpstreamFailure(int status, String message) {

    private static final String SPEAKER = "Provider Error Proxy: ";
    /** The system's own words, for there is no exception of that kind. */
    private static final String NO_DESCRIPTOR = "Too many open files";

    /** Returns the failure of a provider that has no address. */
    static UpstreamFailure unknownAddress(String provider) {
        return new UpstreamFailure(
                502,
                SPEAKER + "no upstream is known for " + provider + ". Set " + Router.variable(provider)
                        + " in the proxy's environment, or start it with --upstream " + provider + "=URL.");
    }

    /** Returns what that exception says about the upstream of the route. */
    static UpstreamFailure of(Throwable failure, Route route) {
        String address = route.upstream().map(URI::getRawAuthority).orElse("");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new UpstreamFailure(504, SPEAKER + "no connection to upstream " + address + " in time.");
            }
            if (cause instanceof TimeoutException) {
                return new UpstreamFailure(504, SPEAKER + "upstream " + address + " is silent.");
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new UpstreamFailure(502, SPEAKER + "unknown upstream host " + address + ".");
            }
            if (cause instanceof ConnectException) {
                return new UpstreamFailure(502, SPEAKER + "upstream " + address + " refused the connection.");
            }
            if (cause instanceof SocketException && NO_DESCRIPTOR.equals(cause.getMessage())) {
                return new UpstreamFailure(
                        502, SPEAKER + "no file descriptor is left for a connection to upstream " + address + ".");
            }
            if (cause instanceof HttpException) {
                return new UpstreamFailure(502, SPEAKER + "upstream " + address + " gave an answer that is not HTTP.");
            }
            if (cause instanceof ProtocolException) {
                return new UpstreamFailure(502, SPEAKER + "upstream " + address + " " + cause.getMessage() + ".");
            }
            if (cause instanceof SSLException) {
                return new UpstreamFailure(
                        502, SPEAKER + "no trusted TLS connection to upstream " + address + ": " + cause.getMessage());
            }
        }
        return new UpstreamFailure(502, SPEAKER + "upstream " + address + " broke the connection.");
    }
}
