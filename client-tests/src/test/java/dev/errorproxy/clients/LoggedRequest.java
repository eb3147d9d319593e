package dev.errorproxy.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A request in the proxy's log.
 *
 * @param number its place in the order of arrival
 * @param error the error that it met, empty for none
 * @param hit whether the error struck it
 * @param arrived when it came
 */
record LoggedRequest(int number, String error, boolean hit, Instant arrived) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the requests of a log in JSON lines, in the order of their arrival. */
    static List<LoggedRequest> in(List<String> log) {
        return log.stream()
                .map(LoggedRequest::read)
                .filter(line -> line.has("number"))
                .map(LoggedRequest::of)
                .sorted(Comparator.comparingInt(LoggedRequest::number))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoggedRequest of(JsonNode line) {
        // The line is written when the request has ended.
        Instant ended = Instant.parse(line.get("time").textValue());
        return new LoggedRequest(
                line.get("number").intValue(),
                line.path("error").asText(),
                line.path("strike").asText().equals("hit"),
                ended.minusMillis(line.get("milliseconds").longValue()));
    }
}
