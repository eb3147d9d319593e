package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;

class FieldsTest {

    /** As Jetty's parser makes them: each holds the parser, and that the connection. */
    private static final class Parsed extends HttpField {

        private Parsed(HttpHeader header, String name, String value) {
            super(header, name, value);
        }
    }

    @Test
    void holdNothingOfTheConnectionThatTheyCameFrom() {
        HttpFields.Mutable to = HttpFields.build();
        Fields.copy(
                HttpFields.from(
                        new Parsed(HttpHeader.HOST, "Host", "localhost"),
                        new Parsed(HttpHeader.ACCEPT, "Accept", "*/*"),
                        new Parsed(HttpHeader.ACCEPT_ENCODING, "accept-encoding", "gzip"),
                        new Parsed(HttpHeader.CONTENT_LENGTH, "Content-Length", "2"),
                        new Parsed(null, "X-Own", "1")),
                "api.openai.com",
                to);
        assertThat(to.stream().map(HttpField::toString).toList())
                .isEqualTo(List.of(
                        "Host: api.openai.com",
                        "Accept: */*",
                        "accept-encoding: gzip",
                        "Content-Length: 2",
                        "X-Own: 1"));
        assertThat(to).extracting(Object::getClass).containsOnly(HttpField.class);
    }
}
