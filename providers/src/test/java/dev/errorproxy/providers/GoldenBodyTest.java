package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class GoldenBodyTest {

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @ParameterizedTest(name = "{1} {2} {4}")
    @CsvFileSource(resources = "/golden.csv", delimiter = '|')
    void wordsTheErrorAsTheProviderDoes(String file, String provider, ErrorMode mode, int status, String path)
            throws IOException {
        Reply reply = Calls.provider(provider).error(mode, Calls.post(path)).orElseThrow();

        assertThat(reply.status()).isEqualTo(status);
        assertThat(indented(withoutIds(reply.body()))).isEqualTo(indented(golden(file)));
        assertThat(reply.body())
                .as("compact")
                .isEqualTo(json.readTree(reply.body()).toString());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/proxy-errors.csv", delimiter = '|', quoteCharacter = '\'')
    void speaksForTheProxyInTheDialectOfThePath(String provider, int status, String path, String body) {
        Reply reply = Calls.provider(provider).proxyError(status, "It is the proxy.", Calls.post(path));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEqualTo(body);
    }

    private static String withoutIds(String body) {
        return body.replaceAll("req_011C[1-9A-HJ-NP-Za-km-z]{20}", "req_ID").replaceAll("gen-\\d+-\\w{20}", "gen-ID");
    }

    private static String golden(String file) throws IOException {
        try (InputStream in = GoldenBodyTest.class.getResourceAsStream("/golden/" + file + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Field order is kept, so that equal text means equal order. */
    private String indented(String text) throws IOException {
        return json.writeValueAsString(json.readTree(text));
    }
}
