package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The counting of events, whatever bytes an upstream sends: the first one says where they are cut. */
class EventCounterFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void everyStreamHasAsManyEventsAsTheStandardSays(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int cut = Math.floorMod(bytes[0], bytes.length);
        EventCounter counter = new EventCounter();
        counter.pass(ByteBuffer.wrap(stream, 0, cut));
        counter.pass(ByteBuffer.wrap(stream, cut, stream.length - cut));
        assertThat(counter.events()).isEqualTo(events(new String(stream, StandardCharsets.ISO_8859_1)));
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
