package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** RFC 6874, section 4: only this machine knows its links. */
    @ParameterizedTest
    @CsvSource({
        "http://[fe80::1%25eth0]:8080/v1, [fe80::1]:8080",
        "http://[fe80::1%eth0], [fe80::1]",
        "http://[::1]:8080, [::1]:8080",
        "https://api.openai.com/v1, api.openai.com",
        "http://localhost:8080, localhost:8080"
    })
    void callTheUpstreamByItsHostAndPortWithoutALink(URI upstream, String host) {
        assertThat(Fields.host(upstream)).isEqualTo(host);
    }
}
