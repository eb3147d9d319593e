package dev.errorproxy.app.it;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an upstream answers.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param pieces the body, sent piece by piece; one that takes its time to give the next piece makes a slow answer
 */
record Answer(int status, String contentType, Iterable<String> pieces) {

    /** Returns a whole JSON answer. */
    static Answer json(String body) {
        return new Answer(200, "application/json", List.of(body));
    }

    /** Returns a stream of server-sent events that have data only. */
    static Answer data(String... data) {
        return events(Stream.of(data).map(line -> "data: " + line + "\n\n").toList());
    }

    /** Returns a stream of server-sent events, each complete with its blank line. */
    static Answer events(Iterable<String> events) {
        return new Answer(200, "text/event-stream", events);
    }
}
