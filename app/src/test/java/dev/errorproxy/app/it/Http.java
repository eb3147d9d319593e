package dev.errorproxy.app.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** Plain requests, for what is asked without an SDK. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    /** Returns the answer to a GET. */
    static HttpResponse<String> get(URI address, String... headers) {
        return send(request(address, headers).GET(), BodyHandlers.ofString());
    }

    /** Returns the answer to a POST; headers are names and values in turn. */
    static HttpResponse<String> post(URI address, String body, String... headers) {
        return send(request(address, headers).POST(BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    /** Returns the beginning of the answer to a POST, and its lines as they come. */
    static HttpResponse<Stream<String>> postForLines(URI address, String body, String... headers) {
        return send(request(address, headers).POST(BodyPublishers.ofString(body)), BodyHandlers.ofLines());
    }

    private static HttpRequest.Builder request(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Lines.DEADLINE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return CLIENT.send(request.build(), body);
        } catch (IOException e) {
            throw new AssertionError("No answer from " + request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
