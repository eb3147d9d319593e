package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The counting of events, whatever bytes an upstream sends.
 *
 * <p>The first one says where they are cut while Jazzer looks for more of them; those that are known are cut everywhere.
 */
class EventCounterFuzzTest {

    private static final boolean LOOKS_FOR_MORE = System.getenv("JAZZER_FUZZ") != null;

    @FuzzTest(maxDuration = "1m")
    void everyStreamHasAsManyEventsAsTheStandardSays(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int cut = Math.floorMod(bytes[0], bytes.length);
        long events = events(new String(stream, StandardCharsets.ISO_8859_1));
        IntStream cuts = LOOKS_FOR_MORE ? IntStream.of(cut) : IntStream.range(0, bytes.length);
        assertThat(cuts).allSatisfy(at -> {
            EventCounter counter = new EventCounter();
            counter.pass(ByteBuffer.wrap(stream, 0, at));
            counter.pass(ByteBuffer.wrap(stream, at, stream.length - at));
            assertThat(counter.events()).isEqualTo(events);
        });
    }

    /** Line by line, as WHATWG HTML, section 9.2.6, has it, but for the byte order mark. */
    private static long events(String stream) {
        long events = 0;
        boolean data = false;
        // What follows the last line end is no line.
        String[] lines = (stream + "\0").split("\r\n|\r|\n", -1);
        for (String line : Arrays.copyOf(lines, lines.length - 1)) {
            if (line.isEmpty()) {
                events += data ? 1 : 0;
                data = false;
            } else {
                data |= line.equals("data") || line.startsWith("data:");
            }
        }
        return events;
    }
}
