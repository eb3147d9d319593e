package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a content encoding: those that can be decoded are answered like any, others are no JSON. */
class SimulatedEncodingTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO =
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/chat/completions",
        "openrouter, /api/v1/chat/completions",
        "tetrate, /v1/chat/completions",
        "anthropic, /v1/messages",
        "databricks, /serving-endpoints/e/invocations"
    })
    void answersACompressedRequestOfAnyProvider(String provider, String path) throws IOException {
        assertThat(ask(provider, path, "gzip", packed("gzip", Simulated.bytes(HELLO)))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "gzip, X-GZip", "deflate, deflate", "raw deflate, deflate"})
    void answersInWhicheverKnownEncoding(String packing, String encoding) throws IOException {
        byte[] body = packed(packing, Simulated.bytes("{\"contents\":{\"parts\":{\"text\":\"hello world\"}}}"));

        SimulatedAnswer answer = ask("google", "/v1beta/models/m:countTokens", encoding, body);

        assertThat(Simulated.json(answer).path("totalTokens").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip"})
    void refusesAnUnknownEncodingInTheProvidersWords(String encoding) throws IOException {
        SimulatedAnswer answer = ask("openai", CHAT, encoding, packed("gzip", Simulated.bytes(HELLO)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Simulated.body(answer)).contains("could not parse the JSON body");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 50})
    void refusesACompressedRequestThatBreaksOff(int length) throws IOException {
        byte[] body = packed("gzip", Simulated.bytes(HELLO));

        assertThat(ask("openai", CHAT, "gzip", Arrays.copyOf(body, length)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void refusesASmallBodyThatUnpacksToAnEnormousOne(String encoding) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packing(encoding, packed)) {
            out.write(Simulated.bytes(HELLO));
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 65; i++) {
                out.write(spaces);
            }
        }

        assertThat(ask("openai", CHAT, encoding, packed.toByteArray()).status()).isEqualTo(400);
    }

    private static SimulatedAnswer ask(String provider, String path, String encoding, byte[] body) {
        Call plain = Simulated.call(provider, "POST " + path);
        List<Header> headers = new ArrayList<>(plain.headers());
        headers.add(new Header("Content-Encoding", encoding));
        Call call = new Call(plain.method(), plain.path(), plain.query(), headers);
        return Simulated.simulator(provider).answer(call, body, 20);
    }

    private static byte[] packed(String packing, byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packing(packing, packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    private static OutputStream packing(String packing, OutputStream to) throws IOException {
        return switch (packing) {
            case "deflate" -> new DeflaterOutputStream(to);
            case "raw deflate" -> new DeflaterOutputStream(to, new Deflater(6, true));
            default -> new GZIPOutputStream(to);
        };
    }
}
