package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.SplitterCheck.blocks;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Finding events, whatever bytes an upstream sends: the first one says where they are cut. */
class StreamSplitterFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void eventsDoNotDependOnHowAStreamIsCut(byte[] bytes) {
        assertCutsDoNotMatter(EventSplitter::new, bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void elementsOfAnArrayDoNotDependOnHowItIsCut(byte[] bytes) {
        assertCutsDoNotMatter(JsonArraySplitter::new, bytes);
    }

    private static void assertCutsDoNotMatter(Supplier<StreamSplitter> splitter, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int cut = Math.floorMod(bytes[0], bytes.length);
        byte[] head = Arrays.copyOf(stream, cut);
        byte[] tail = Arrays.copyOfRange(stream, cut, stream.length);
        assertThat(data(blocks(splitter.get(), List.of(head, tail))))
                .isEqualTo(data(blocks(splitter.get(), List.of(stream))));
    }

    private static List<String> data(List<Block> blocks) {
        return blocks.stream().filter(Block::counts).map(Block::data).toList();
    }
}
