package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCounterTest {

    /** In the table {@code /} stands for a line feed and {@code <} for a carriage return. */
    @ParameterizedTest
    @CsvSource({
        "data: a//, 1",
        "data: a//data: b//, 2",
        "data: a<<data: b<<, 2",
        "data: a</</data: b</</, 2",
        "event: ping/data: {}//, 1",
        "data: a/data: b//, 1",
        "data: a</data: b</</, 1",
        "': OPENROUTER PROCESSING//', 0",
        "': x/data: a//', 1",
        "event: x//, 0",
        "data//, 1",
        "datum: a//, 0",
        "database: x//, 0",
        "data: unfinished/, 0",
        "/////, 0",
        "\uFEFFdata: a//data: b//, 2",
        "\uFEFF\uFEFFdata: a//, 0",
        "data: a//\uFEFFdata: b//, 1",
        "\uFEFE/data: a//, 1"
    })
    void countsBlocksWithDataHoweverTheyAreCut(String stream, long events) {
        byte[] bytes = stream.replace('/', '\n').replace('<', '\r').getBytes(StandardCharsets.UTF_8);
        EventCounter whole = new EventCounter();
        whole.pass(ByteBuffer.wrap(bytes));
        EventCounter pieces = new EventCounter();
        for (byte b : bytes) {
            pieces.pass(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(whole.events()).isEqualTo(events);
        assertThat(pieces.events()).isEqualTo(events);
    }
}
