package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SimulatedRefusalTest {

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvFileSource(resources = "/refusals.csv", delimiter = '|', quoteCharacter = '`')
    void refusesAsTheProviderDoes(
            String provider, String request, String headers, String body, int status, String pointer, String expected) {
        Call call = headers.equals("key") ? Simulated.call(provider, request) : Calls.call(request, fields(headers));
        SimulatedAnswer answer = Simulated.simulator(provider).answer(call, bytes(body), 120);

        assertThat(answer.status()).as(Simulated.body(answer)).isEqualTo(status);
        assertThat(answer.streamed()).isFalse();
        assertThat(Simulated.header(answer, "Content-Type")).startsWith("application/json");
        JsonNode found = Simulated.json(answer).at(pointer);
        assertThat(found.asText()).as(Simulated.body(answer)).contains(expected);
        if (status == 405) {
            assertThat(Simulated.header(answer, "Allow")).isIn("POST", "GET");
        }
    }

    private static String fields(String headers) {
        return headers.equals("none") ? null : headers;
    }

    private static byte[] bytes(String body) {
        return switch (body) {
            case "none" -> new byte[0];
            case "deep" ->
                Simulated.bytes("{\"model\":\"m\",\"messages\":" + "[".repeat(1001) + "]".repeat(1001) + "}");
            case "no utf-8" -> new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'};
            case "utf-16" -> "{}".getBytes(StandardCharsets.UTF_16LE);
            default -> Simulated.bytes(body.replace('\'', '"'));
        };
    }
}
