package dev.errorproxy.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the proxy answers to a program that uses no client library: the measure for those that do. */
record Plain(HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Asks once. */
    static Plain ask(URI proxy, Protocol protocol) {
        HttpRequest.Builder request = HttpRequest.newBuilder(proxy.resolve(protocol.path()))
                .timeout(Lines.DEADLINE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(protocol.body()));
        protocol.headers().forEach(request::header);
        try {
            return new Plain(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the body. */
    JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the time after which a client is told to come back: in a header, or in Google's RetryInfo. */
    Optional<Duration> delay() {
        return response.headers()
                .firstValue("Retry-After")
                .or(() -> StreamSupport.stream(json().at("/error/details").spliterator(), false)
                        .filter(detail -> detail.has("retryDelay"))
                        .map(detail -> detail.get("retryDelay").textValue().replace("s", ""))
                        .findFirst())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
