package dev.errorproxy.app.it;

import com.sun.net.httpserver.Headers;

/**
 * A request as it reached an upstream.
 *
 * @param method the HTTP method
 * @param target the raw path, with the query where there is one
 * @param headers the header fields
 * @param body the body as text
 */
record Received(String method, String target, Headers headers, String body) {}
