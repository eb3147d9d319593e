package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.SplitterCheck.blocks;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Finding events, whatever bytes an upstream sends.
 *
 * <p>The first one says where they are cut while Jazzer looks for more of them; those that are known are cut everywhere.
 */
class StreamSplitterFuzzTest {

    private static final boolean LOOKS_FOR_MORE = System.getenv("JAZZER_FUZZ") != null;

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
        List<String> whole = data(blocks(splitter.get(), List.of(stream)));
        IntStream cuts = LOOKS_FOR_MORE ? IntStream.of(cut) : IntStream.range(0, bytes.length);
        assertThat(cuts).allSatisfy(at -> {
            byte[] head = Arrays.copyOf(stream, at);
            byte[] tail = Arrays.copyOfRange(stream, at, stream.length);
            assertThat(data(blocks(splitter.get(), List.of(head, tail)))).isEqualTo(whole);
        });
    }

    private static List<String> data(List<Block> blocks) {
        return blocks.stream().filter(Block::counts).map(Block::data).toList();
    }
}
