package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final Provider OPENAI = Calls.provider("openai");

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvFileSource(resources = "/inferences.csv", delimiter = '|', quoteCharacter = '~')
    void readsModelAndStreamOffBodyOrPath(String provider, String path, String body, String model, boolean streaming) {
        byte[] bytes = body == null ? new byte[0] : Simulated.bytes(body.replace("\\n", "\n"));
        Inference read = Calls.provider(provider).inference(Calls.post(path), bytes);

        assertThat(read).isEqualTo(new Inference(Optional.ofNullable(model), streaming));
    }

    @Test
    void readsWhatABrokenOffBodyHasSaidSoFar() {
        String body = "{\"model\":\"gpt-5\",\"stream\":true,\"messages\":[{\"content\":\"x\\u00e4\\\\\"}]}";
        for (int length = 0; length <= body.length(); length++) {
            Inference read = read("", Simulated.bytes(body.substring(0, length)));

            assertThat(read.model().isPresent()).as("%s bytes", length).isEqualTo(length >= 16);
            assertThat(read.streaming()).as("%s bytes", length).isEqualTo(length >= 30);
        }
    }

    @Test
    void looksBehindHugeMembersAndDeepOnes() {
        String huge = "\"x\":\"" + "y".repeat(25_000_000) + "\"";
        String deep = "\"d\":" + "[".repeat(900) + "]".repeat(900);

        assertThat(read("", Simulated.bytes("{" + huge + "," + deep + ",\"model\":\"m\",\"stream\":true}")))
                .isEqualTo(new Inference(Optional.of("m"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "raw deflate", "identity"})
    void readsCompressedBodiesAndTheirBeginnings(String encoding) throws IOException {
        String body =
                "{\"model\" : \"m\", \"stream\" : true, \"messages\":[" + "\"\\u00e9 noise \",".repeat(9999) + "1]}";
        byte[] packed = packed(encoding, Simulated.bytes(body));
        String field = encoding.replace("raw ", "");
        Inference expected = new Inference(Optional.of("m"), true);

        assertThat(read(field, packed)).isEqualTo(expected);
        assertThat(read(field, Arrays.copyOf(packed, packed.length / 2))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "gzip", "deflate", ""})
    void knowsNothingOfWhatItCannotDecode(String encoding) {
        byte[] noise = new byte[5000];
        new Random(7).nextBytes(noise);

        assertThat(read(encoding, noise)).isEqualTo(Inference.UNKNOWN);
    }

    @Test
    void readsNoMoreThanABoundedPartOfABodyThatGrowsWithoutEnd() throws IOException {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) ' ');
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write('{');
            for (int i = 0; i < 70; i++) {
                out.write(chunk);
            }
            out.write(Simulated.bytes("\"model\":\"m\"}"));
        }

        assertThat(read("gzip", packed.toByteArray())).isEqualTo(Inference.UNKNOWN);
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        Random random = new Random(11);
        byte[] body = Simulated.bytes("{\"model\":\"m\",\"stream\":true,\"a\":[1.5e9,{\"b\":null}],\"c\":\"\\ud83d\"}");
        for (int round = 0; round < 3000; round++) {
            byte[] mutated = body.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            assertThat(read("", mutated)).isNotNull();
        }
    }

    private static Inference read(String encoding, byte[] body) {
        Call call = Calls.call("POST " + CHAT, encoding.isEmpty() ? null : "Content-Encoding: " + encoding);
        return OPENAI.inference(call, body);
    }

    private static byte[] packed(String encoding, byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = switch (encoding) {
            case "identity" -> packed;
            case "deflate" -> new DeflaterOutputStream(packed);
            case "raw deflate" -> new DeflaterOutputStream(packed, new Deflater(6, true));
            default -> new GZIPOutputStream(packed);
        }) {
            out.write(body);
        }
        return packed.toByteArray();
    }
}
