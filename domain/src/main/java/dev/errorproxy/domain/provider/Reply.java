package dev.errorproxy.domain.provider;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete response, worded by a provider.
 *
 * @param status the HTTP status, 200 to 599
 * @param headers the header fields in the order to be sent, {@code Content-Type} among them, {@code Content-Length} not
 * @param body the body, sent as UTF-8
 */
public record Reply(int status, List<Header> headers, String body) {

    public Reply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status is " + status + ", not within 200 to 599");
        }
        headers = List.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    /** Returns a reply whose body is JSON and whose further header fields are given in order. */
    public static Reply json(int status, String body, Header... more) {
        return new Reply(status, List.of(more), body).withFirst(new Header("Content-Type", "application/json"));
    }

    /** Returns what the proxy has to say, in the shape that most clients can read. */
    public static Reply ofProxy(int status, String message) {
        // Not %d, which writes the digits of the user's country.
        return json(
                status,
                "{\"error\":{\"message\":%s,\"type\":\"proxy_error\",\"code\":%s}}"
                        .formatted(Json.quote(message), status));
    }

    /** Returns this reply with one more header field before all others. */
    public Reply withFirst(Header header) {
        List<Header> all = new ArrayList<>();
        all.add(header);
        all.addAll(headers);
        return new Reply(status, all, body);
    }
}
