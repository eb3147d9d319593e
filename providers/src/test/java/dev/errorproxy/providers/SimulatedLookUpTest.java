package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What asks no model for words: lists, counts, embeddings, sign-in. */
class SimulatedLookUpTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/lookups.csv", delimiter = '|', quoteCharacter = '`')
    void looksUp(String provider, String request, String body, String pointer, String expected) {
        SimulatedAnswer answer = Simulated.ask(provider, request, body.replace('\'', '"'));

        assertThat(answer.status()).as(Simulated.body(answer)).isEqualTo(200);
        assertThat(Simulated.json(answer).at(pointer).asText()).isEqualTo(expected);
        assertThat(answer.pieces()).allMatch(piece -> piece.tokens() == 0);
    }

    @Test
    void embedsTheSameTextTheSameInBothFormats() {
        String body = "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\",\"a\"],\"encoding_format\":\"%s\"}";
        JsonNode floats = Simulated.json(Simulated.ask("openai", "POST /v1/embeddings", body.formatted("float")));
        JsonNode base64 = Simulated.json(Simulated.ask("openai", "POST /v1/embeddings", body.formatted("base64")));

        assertThat(floats.at("/data/0/embedding")).isEqualTo(floats.at("/data/2/embedding"));
        assertThat(floats.at("/data/0/embedding")).isNotEqualTo(floats.at("/data/1/embedding"));
        for (int i = 0; i < 3; i++) {
            JsonNode vector = floats.at("/data/" + i + "/embedding");
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                            .decode(base64.at("/data/" + i + "/embedding").asText()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            double squares = 0;
            for (JsonNode value : vector) {
                assertThat(bytes.getFloat()).isEqualTo(value.floatValue());
                squares += value.doubleValue() * value.doubleValue();
            }
            assertThat(vector).hasSize(1536);
            assertThat(bytes.hasRemaining()).isFalse();
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void embedsAtGoogle() {
        String content = "{\"content\":{\"parts\":[{\"text\":\"hi\"}]},\"outputDimensionality\":5}";
        JsonNode one = Simulated.json(Simulated.ask("google", "POST /v1beta/models/e:embedContent", content));
        JsonNode batch = Simulated.json(Simulated.ask(
                "google",
                "POST /v1beta/models/e:batchEmbedContents",
                "{\"requests\":[" + content + "," + content + "]}"));

        assertThat(one.at("/embedding/values")).hasSize(5);
        assertThat(batch.at("/embeddings/1/values")).isEqualTo(one.at("/embedding/values"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8888, http://localhost:8888",
        "[::1]:80, http://[::1]:80",
        "evil/../x, http://localhost",
        "a b, http://localhost"
    })
    void signsInAtTheHostThatWasCalled(String host, String address) {
        SimulatedAnswer answer = Simulated.simulator("databricks")
                .answer(
                        Calls.call("GET /oidc/.well-known/oauth-authorization-server", "Host: " + host),
                        new byte[0],
                        1);

        assertThat(Simulated.json(answer).get("token_endpoint").asText())
                .isEqualTo(address + "/databricks/oidc/v1/token");
        assertThat(Simulated.json(answer).get("authorization_endpoint").asText())
                .isEqualTo(address + "/databricks/oidc/v1/authorize");
    }

    @Test
    void givesATokenToAnybody() {
        SimulatedAnswer answer = Simulated.simulator("databricks")
                .answer(
                        Calls.call("POST /oidc/v1/token", null),
                        Simulated.bytes("grant_type=client_credentials&scope=all-apis"),
                        1);

        assertThat(Simulated.json(answer).get("access_token").asText()).isNotEmpty();
        assertThat(Simulated.json(answer).get("token_type").asText()).isEqualTo("Bearer");
    }
}
