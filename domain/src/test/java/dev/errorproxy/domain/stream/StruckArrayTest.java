package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.Streams.PROVIDER;
import static dev.errorproxy.domain.stream.Streams.array;
import static dev.errorproxy.domain.stream.Streams.everyCut;
import static dev.errorproxy.domain.stream.Streams.play;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.testing.Calls;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in a JSON array that grows by elements. */
class StruckArrayTest {

    private static final String WHOLE = "[{\"n\": \"é\"}\n,\r\n{\"n\": [2]}\n,\n{\"n\": 3}\n]\n";

    private static void assertHeard(Function<Moment, BodyFault> fault, long events, String expected) {
        everyCut(WHOLE, chunks -> {
            StruckBody body = array(fault.apply(new Moment.Events(events)));
            assertThat(play(body, chunks).heard()).isEqualTo(expected);
            assertThat(body.struck()).isTrue();
        });
    }

    private static BodyFault error(Moment after) {
        return new BodyFault.ErrorFrame(ErrorMode.OVERLOADED, Wording.USUAL, after);
    }

    @Test
    void anErrorIsOneElementMoreAndTheLast() {
        assertHeard(StruckArrayTest::error, 0, "[{E:overloaded,0,-,-}]<end>");
        assertHeard(
                StruckArrayTest::error, 1, "[{\"n\": \"é\"},\n{E:overloaded,1,{\"n\": \"é\"},{\"n\": \"é\"}}]<end>");
        assertHeard(
                StruckArrayTest::error,
                3,
                "[{\"n\": \"é\"}\n,\r\n{\"n\": [2]}\n,\n{\"n\": 3},\n{E:overloaded,3,{\"n\": \"é\"},{\"n\": 3}}]<end>");
    }

    @Test
    void aCleanEndClosesTheArray() {
        assertHeard(BodyFault.End::new, 0, "[]<end>");
        assertHeard(BodyFault.End::new, 2, "[{\"n\": \"é\"}\n,\r\n{\"n\": [2]}]<end>");
    }

    @Test
    void otherFaultsStrikeBehindTheElement() {
        assertHeard(BodyFault.Reset::new, 1, "[{\"n\": \"é\"}<reset>");
        assertHeard(BodyFault.Cut::new, 0, "[{\"n\":<cut>");
        assertHeard(BodyFault.Cut::new, 1, "[{\"n\": \"é\"}\n,\r\n{\"n\":<cut>");
        assertHeard(BodyFault.Garbage::new, 0, WHOLE.replace("{\"n\": \"é\"}", "{\"n\":"));
        assertHeard(BodyFault.Garbage::new, 1, WHOLE.replace("{\"n\": [2]}", "{\"n\":"));
        assertHeard(BodyFault.Duplicate::new, 0, WHOLE.replace("{\"n\": \"é\"}", "{\"n\": \"é\"},\n{\"n\": \"é\"}"));
        assertHeard(BodyFault.Duplicate::new, 2, WHOLE.replace("{\"n\": 3}", "{\"n\": 3},\n{\"n\": 3}"));
        assertHeard(
                after -> new BodyFault.Stall(after, true, Optional.empty()),
                2,
                WHOLE.replace("[2]}", "[2]}<stall  every 1000ms>"));
        assertHeard(
                after -> new BodyFault.Slow(after, Duration.ofMillis(5)),
                1,
                WHOLE.replace("[2]}", "[2]}<pause 5ms>").replace("3}", "3}<pause 5ms>"));
    }

    @Test
    void splitElementsAreCutInTheMiddleAndWithinCharacters() {
        everyCut(WHOLE, chunks -> {
            Tape tape = play(array(new BodyFault.Split(new Moment.Events(0))), chunks);
            assertThat(new String(tape.bytes(), UTF_8)).isEqualTo(WHOLE);
            assertThat(tape.heard().split("<pause 2ms>", -1)).hasSize(5);
        });
    }

    @Test
    void afterATimeAnElementIsPutInBehindWhateverSeparatorThereIs() {
        assertThat(errorAfterTime("[{}")).isEqualTo("[{},\n{E:overloaded,1,{},{}}]<end>");
        assertThat(errorAfterTime("[{}\n")).isEqualTo("[{}\n,\n{E:overloaded,1,{},{}}]<end>");
        assertThat(errorAfterTime("[{}\n,")).isEqualTo("[{}\n,{E:overloaded,1,{},{}}]<end>");
        assertThat(errorAfterTime("[")).isEqualTo("[{E:overloaded,0,-,-}]<end>");
        assertThat(errorAfterTime("[{")).as("waits").isEqualTo("[{");
    }

    private static String errorAfterTime(String text) {
        StruckBody body = array(error(new Moment.Elapsed(Duration.ofSeconds(1))));
        Tape tape = new Tape();
        body.bytes(ByteBuffer.wrap(text.getBytes(UTF_8)), tape);
        body.elapsed(tape);
        return tape.heard();
    }

    @Test
    void beforeItsBracketItIsNotKnownToBeAStreamAndTheFaultWaits() {
        StruckBody body = array(new BodyFault.Reset(new Moment.Elapsed(Duration.ofSeconds(1))));
        Tape tape = new Tape();
        body.elapsed(tape);
        assertThat(tape.heard()).isEmpty();
        body.bytes(ByteBuffer.wrap("\n[{}".getBytes(UTF_8)), tape);
        assertThat(tape.heard()).isEqualTo("\n[<reset>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\": {\"code\": 503}}", "{\"a\": [{}]}", "\"[\"", ""})
    void whatTurnsOutNotToBeAnArrayPasses(String json) {
        for (Moment after :
                new Moment[] {new Moment.Events(0), new Moment.Bytes(3), new Moment.Elapsed(Duration.ZERO)}) {
            for (BodyFault fault :
                    new BodyFault[] {error(after), new BodyFault.Reset(after), new BodyFault.Cut(after)}) {
                StruckBody body = array(fault);
                Tape tape = new Tape();
                body.elapsed(tape);
                for (byte[] chunk : Streams.byteByByte(json.getBytes(UTF_8))) {
                    body.bytes(ByteBuffer.wrap(chunk), tape);
                }
                body.ended(tape);
                assertThat(tape.heard()).isEqualTo(json);
                assertThat(body.struck()).isFalse();
            }
        }
    }

    @Test
    void jsonThatNobodyAskedToBeStreamedIsNoStream() {
        BodyFault fault = new BodyFault.End(new Moment.Events(1));
        assertThat(BodyStrikes.of(fault, PROVIDER, Calls.post("/v1/x")).begin(200, Optional.of("application/json")))
                .isEmpty();
    }
}
