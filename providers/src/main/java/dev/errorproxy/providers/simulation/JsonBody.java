package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request's body as JSON, within limits that keep time and memory in proportion to its length. */
final class JsonBody {

    /** A tree takes some fifty bytes for each of its values, so that the number of values bounds it. */
    private static final int MOST_VALUES = 2_000_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .maxTokenCount(MOST_VALUES)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    /** Returns the one value that the body holds; empty where it is no JSON, no UTF-8, too deep or too large. */
    static Optional<JsonNode> read(byte[] body) {
        // Jackson would guess UTF-16 and UTF-32 and let some malformed UTF-8 pass, hence the strict decoder.
        try (Reader reader = new InputStreamReader(
                new ByteArrayInputStream(body),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            return Optional.ofNullable(JSON.readTree(reader)).filter(node -> !node.isMissingNode());
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** Returns the value of a text that was written here. */
    static JsonNode parsed(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
