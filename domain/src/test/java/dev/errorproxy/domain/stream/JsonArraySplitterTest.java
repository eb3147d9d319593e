package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.SplitterCheck.blocks;
import static dev.errorproxy.domain.stream.Streams.everyCut;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArraySplitterTest {

    @Test
    void tellsTheSameElementsHoweverTheBytesAreCut() {
        String text = "\r\n[{\"a\": \"]}\\\"é\"}\n,\n{\"b\":[1,{}]},12 ,null,\"s,\\\\\",[[]]\n]\n";
        everyCut(text, chunks -> {
            List<Block> blocks = blocks(new JsonArraySplitter(), chunks);
            assertThat(blocks)
                    .filteredOn(Block::counts)
                    .extracting(Block::data)
                    .containsExactly("{\"a\": \"]}\\\"é\"}", "{\"b\":[1,{}]}", "12", "null", "\"s,\\\\\"", "[[]]");
            assertThat(blocks).extracting(Block::counts).startsWith(false, true).endsWith(true, false);
            assertThat(blocks)
                    .filteredOn(Block::counts)
                    .allSatisfy(block -> assertThat(within(text, block)).isEqualTo(block.data()));
        });
    }

    private static String within(String text, Block block) {
        return new String(text.getBytes(UTF_8), (int) block.body(), (int) (block.end() - block.body()), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\": [1]}", "\"[1]\"", "12 [1]", "", "  ", "é[1]", "null"})
    void findsNothingInWhatIsNoArray(String text) {
        JsonArraySplitter splitter = new JsonArraySplitter();
        assertThat(blocks(splitter, List.of(text.getBytes(UTF_8)))).isEmpty();
        assertThat(splitter.recognised()).isFalse();
        assertThat(splitter.between()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`[`          | true  | ``    | `]`",
                "`[{}`        | true  | `,\n` | `]`",
                "`[{}\n`      | true  | `,\n` | `]`",
                "`[{},`       | true  | ``    | ``",
                "`[{`         | false | ``    | ``",
                "`[\"a`       | false | ``    | ``",
                "`[1`         | false | ``    | ``",
                "`[{}]`       | false | `,\n` | ``",
                "`[]`         | false | ``    | ``",
            })
    void knowsWhereAnElementCanBePutIn(String text, boolean between, String separator, String closing) {
        JsonArraySplitter splitter = new JsonArraySplitter();
        blocks(splitter, List.of(text.getBytes(UTF_8)));
        assertThat(splitter.between()).isEqualTo(between);
        assertThat(splitter.closing()).isEqualTo(closing);
        if (between) {
            assertThat(splitter.separator()).isEqualTo(separator);
        }
    }

    @Test
    void keepsAMebibyteOfAnElementAtMost() {
        ByteBuffer huge = ByteBuffer.wrap(("[\"" + "x".repeat(3_000_000) + "\",2]").getBytes(UTF_8));
        JsonArraySplitter splitter = new JsonArraySplitter();
        splitter.next(huge);
        assertThat(splitter.next(huge)).map(block -> block.data().length()).contains(1 << 20);
        assertThat(splitter.next(huge)).map(Block::data).contains("2");
    }

    @Test
    void takesAnyBytesAndTellsTheSameHoweverTheyAreCut() {
        Random random = new Random(7);
        byte[] alphabet = "[]{},,\"\"\\ 1a\n".getBytes(UTF_8);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        random.nextInt(20) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            bytes[0] = '[';
            assertThat(blocks(new JsonArraySplitter(), Streams.byteByByte(bytes)))
                    .as(new String(bytes, UTF_8))
                    .isEqualTo(blocks(new JsonArraySplitter(), List.of(bytes)));
        }
    }
}
