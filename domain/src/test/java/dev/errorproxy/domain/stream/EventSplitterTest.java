package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.SplitterCheck.blocks;
import static dev.errorproxy.domain.stream.Streams.everyCut;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSplitterTest {

    private static final String MIXED =
            "\ufeff: hi\n\ndata: é€😀\r\n\r\nevent: x\rdata:a\rdata\rdata:  b\r\rid: 7\r\n\nretry: 1\n"
                    + "event: ping\ndata: {}\n\n\r\n\rdata: [DONE]\n\r\ndata: unfinished\n";

    @Test
    void tellsTheSameBlocksHoweverTheBytesAreCut() {
        List<Block> expected = List.of(
                block(3, ": hi\n\n", false, "", ""),
                block(9, "data: é€😀\r\n\r\n", true, "", "é€😀"),
                block(28, "event: x\rdata:a\rdata\rdata:  b\r\r", true, "x", "a\n\n b"),
                block(59, "id: 7\r\n\n", false, "", ""),
                block(67, "retry: 1\nevent: ping\ndata: {}\n\n", false, "ping", "{}"),
                block(98, "\r\n", false, "", ""),
                block(100, "\r", false, "", ""),
                block(101, "data: [DONE]\n\r\n", true, "", "[DONE]"));
        everyCut(
                MIXED, chunks -> assertThat(blocks(new EventSplitter(), chunks)).isEqualTo(expected));
    }

    private static Block block(long body, String text, boolean counts, String event, String data) {
        return new Block(
                body,
                body + text.getBytes(UTF_8).length,
                counts,
                Optional.of(event).filter(name -> !name.isEmpty()),
                data);
    }

    @ParameterizedTest
    @CsvSource({
        "'data: a\n\n', true",
        "'data:\n\n', true",
        "'data\n\n', true",
        "': data: a\n\n', false",
        "'datum: a\n\n', false",
        "'data2: a\n\n', false",
        "' data: a\n\n', false",
        "'Data: a\n\n', false",
        "'event: message\n\n', false",
        "'event: ping\ndata: x\n\n', false",
        "'event:ping\ndata: x\n\n', false",
        "'event: ping\nevent: pong\ndata: x\n\n', true",
        "'event: pings\ndata: x\n\n', true",
        "'data: {\"type\": \"ping\"}\n\n', false",
        "'data: {\"cost\": {\"type\": \"no\", \"b\": [1, \"}\"]},\ndata:\"type\":\"ping\"}\n\n', false",
        "'data: {\"delta\": {\"type\": \"ping\"}}\n\n', true",
        "'data: {\"text\": \"type\", \"of\": \"ping\"}\n\n', true",
        "'data: {\"type\": \"pong\", \"to\": \"ping\"}\n\n', true",
        "'data: {\"a\\\"type\": \"ping\"}\n\n', true",
        "'data: [\"type\", \"ping\"]\n\n', true",
        "'data: \"ping\"\n\n', true",
        "'data: {\"ping\"\n\n', true",
        "'data: {\"a\": \"\\\n\n', true",
        "'data: {\"type\": \"ping\\\n\n', true",
    })
    void countsEventsThatHaveDataAndAreNoPings(String event, boolean counts) {
        everyCut(
                event,
                chunks -> assertThat(blocks(new EventSplitter(), chunks))
                        .extracting(Block::counts)
                        .containsExactly(counts));
    }

    @Test
    void aBlankLineOfWhichHalfMayBeMissingEndsItsBlockWithTheNextByteOrAtTheEnd() {
        EventSplitter splitter = new EventSplitter();
        assertThat(splitter.next(bytes("data: a\r\n\r"))).isEmpty();
        assertThat(splitter.between()).isFalse();
        ByteBuffer next = bytes("d");
        assertThat(splitter.next(next)).map(Block::end).contains(10L);
        assertThat(next.remaining()).as("belongs to the next block").isOne();
        assertThat(splitter.between()).isTrue();

        EventSplitter ended = new EventSplitter();
        ended.next(bytes("data: a\n\r"));
        assertThat(ended.end()).map(Block::data).contains("a");
    }

    @Test
    void aStreamOfLoneReturnsNeedNotWaitForALineFeed() {
        EventSplitter splitter = new EventSplitter();
        assertThat(splitter.next(bytes("data: a\r\r"))).map(Block::end).contains(9L);
        assertThat(splitter.between()).isTrue();
        assertThat(splitter.next(bytes("\n"))).isEmpty();
        assertThat(splitter.between())
                .as("the late half belongs to the block before")
                .isTrue();
        assertThat(splitter.next(bytes("data: b\n\n"))).map(Block::body).contains(10L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void keepsAMebibyteOfDataAtMost(String end) {
        EventSplitter splitter = new EventSplitter();
        ByteBuffer huge = bytes("data: " + "x".repeat(3_000_000) + end + end);
        Block block = splitter.next(huge).or(splitter::end).orElseThrow();
        assertThat(block.data()).hasSize(1 << 20);
        assertThat(block.end()).isEqualTo(huge.limit());
        assertThat(blocks(splitter, List.of("data: b\n\n".getBytes(UTF_8))))
                .extracting(Block::data)
                .containsExactly("b");
    }

    @Test
    void takesAnyBytesAndTellsTheSameHoweverTheyAreCut() {
        Random random = new Random(5);
        byte[] alphabet = "data: event:ping\r\n\r\n\r\n{}\"\\\u00e9".getBytes(UTF_8);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        random.nextInt(20) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            // Lone returns first are the one case in which a cut matters.
            byte[] begin = ":\n".getBytes(UTF_8);
            List<byte[]> cut = new ArrayList<>(List.of(begin));
            cut.addAll(Streams.byteByByte(bytes));
            assertThat(blocks(new EventSplitter(), cut))
                    .as(new String(bytes, UTF_8))
                    .isEqualTo(blocks(new EventSplitter(), List.of(begin, bytes)));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
