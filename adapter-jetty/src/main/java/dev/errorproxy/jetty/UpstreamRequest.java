package dev.errorproxy.jetty;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/** A request to an upstream whose method, path and query go out to the letter, whatever a parser would make of them. */
final class UpstreamRequest extends HttpRequest {

    private final String method;
    private final String path;
    private final String query;

    /**
     * Creates a request.
     *
     * @param origin the upstream's scheme, host and port
     * @param path the raw path, an upstream's base path included
     * @param query the raw query, or null
     */
    UpstreamRequest(HttpClient client, URI origin, String method, String path, String query) {
        super(client, new HttpConversation(), origin);
        this.method = method;
        this.path = path;
        this.query = query;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public String getQuery() {
        return query;
    }
}
