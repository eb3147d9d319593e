package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.Streams.PROVIDER;
import static dev.errorproxy.domain.stream.Streams.STREAMING;
import static dev.errorproxy.domain.stream.Streams.events;
import static dev.errorproxy.domain.stream.Streams.everyCut;
import static dev.errorproxy.domain.stream.Streams.play;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Wording;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in an event stream: comments, pings, all line ends, characters of two to four bytes. */
class StruckEventsTest {

    private static final List<String> BEFORE = List.of(
            "",
            ": hi\n\ndata: {\"n\":\"é\"}\r\n\r\n",
            ": hi\n\ndata: {\"n\":\"é\"}\r\n\r\nevent: ping\ndata: {}\n\ndata:{\"n\":2}\r\r",
            ": hi\n\ndata: {\"n\":\"é\"}\r\n\r\nevent: ping\ndata: {}\n\ndata:{\"n\":2}\r\rdata: [DONE]\n\n");
    private static final String WHOLE = BEFORE.get(3);
    private static final List<String> DATA = List.of("-", "{\"n\":\"é\"}", "{\"n\":2}", "[DONE]");

    private static Moment after(long events) {
        return new Moment.Events(events);
    }

    private static void assertHeard(Function<Moment, BodyFault> fault, int events, String expected) {
        everyCut(WHOLE, chunks -> {
            StruckBody body = events(fault.apply(after(events)));
            assertThat(play(body, chunks).heard()).isEqualTo(expected);
            assertThat(body.struck()).isTrue();
        });
    }

    private static void assertMissed(StruckBody body, String... chunks) {
        Tape tape = play(body, chunks);
        assertThat(tape.heard()).isEqualTo(String.join("", chunks));
        assertThat(body.struck()).isFalse();
    }

    private static BodyFault error(Moment after) {
        return new BodyFault.ErrorFrame(ErrorMode.OVERLOADED, Wording.USUAL, after);
    }

    private static BodyFault stall(Moment after) {
        return new BodyFault.Stall(after, false, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anErrorFrameStandsRightBehindTheLastByteOfTheEvent(int n) {
        String first = n == 0 ? "-" : DATA.get(1);
        String frame = "data: {E:overloaded,%s,%s,%s}\n\n".formatted(n, first, DATA.get(n));
        assertHeard(StruckEventsTest::error, n, BEFORE.get(n) + frame + "<end>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anEndAndAResetComeRightBehindTheLastByteOfTheEvent(int n) {
        assertHeard(BodyFault.End::new, n, BEFORE.get(n) + "<end>");
        assertHeard(BodyFault.Reset::new, n, BEFORE.get(n) + "<reset>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aSilenceComesRightBehindTheEventAndThenTheRest(int n) {
        String rest = WHOLE.substring(BEFORE.get(n).length());
        assertHeard(StruckEventsTest::stall, n, BEFORE.get(n) + "<stall>" + rest);
        assertHeard(
                after -> new BodyFault.Stall(after, true, Optional.of(Duration.ofSeconds(7))),
                n,
                BEFORE.get(n) + "<stall : keep-alive every 1000ms for 7000ms>" + rest);
    }

    @Test
    void aCutIsInTheMiddleOfTheNextEventsData() {
        assertHeard(BodyFault.Cut::new, 0, ": hi\n\ndata: {\"n\":<cut>");
        assertHeard(BodyFault.Cut::new, 1, BEFORE.get(1) + "event: ping\ndata: {}\n\ndata:{\"n<cut>");
        assertHeard(BodyFault.Cut::new, 2, BEFORE.get(2) + "data: [DO<cut>");
    }

    @Test
    void garbageIsTheNextEventWithItsDataBrokenOff() {
        assertHeard(BodyFault.Garbage::new, 0, WHOLE.replace("{\"n\":\"é\"}", "{\"n\":"));
        assertHeard(BodyFault.Garbage::new, 1, WHOLE.replace("{\"n\":2}", "{\"n"));
        assertHeard(BodyFault.Garbage::new, 2, WHOLE.replace("[DONE]", "[DO"));
    }

    @Test
    void aDuplicateIsTheNextEventOnceMoreByteForByte() {
        assertHeard(
                BodyFault.Duplicate::new,
                0,
                BEFORE.get(1) + "data: {\"n\":\"é\"}\r\n\r\n"
                        + WHOLE.substring(BEFORE.get(1).length()));
        assertHeard(
                BodyFault.Duplicate::new,
                1,
                BEFORE.get(2) + "data:{\"n\":2}\r\r"
                        + WHOLE.substring(BEFORE.get(2).length()));
        assertHeard(BodyFault.Duplicate::new, 2, WHOLE + "data: [DONE]\n\n");
    }

    @Test
    void aByteOrderMarkIsNotSentTwice() {
        StruckBody body = events(new BodyFault.Duplicate(after(0)));
        assertThat(play(body, "\ufeffdata: 1\n\n").heard()).isEqualTo("\ufeffdata: 1\n\ndata: 1\n\n");
    }

    @Test
    void slowEventsAreFollowedByAPauseButNotCommentsAndPings() {
        String pause = "<pause 30ms>";
        assertHeard(
                after -> new BodyFault.Slow(after, Duration.ofMillis(30)),
                1,
                BEFORE.get(2) + pause + "data: [DONE]\n\n" + pause);
    }

    @Test
    void splitEventsAreCutWithinTheFieldTheMiddleAndTheirCharacters() {
        everyCut("data: {\"a\":\"é€😀\"}\n\n: hi\n\ndata: {}\n\n", chunks -> {
            StruckBody body = events(new BodyFault.Split(after(0)));
            Tape tape = play(body, chunks);
            byte[] all = "data: {\"a\":\"é€😀\"}\n\n: hi\n\ndata: {}\n\n".getBytes(UTF_8);
            assertThat(tape.bytes()).isEqualTo(all);
            List<Integer> lengths =
                    tape.pieces().stream().map(piece -> piece.length).toList();
            assertThat(lengths).containsExactly(2, 11, 1, 1, 3, 7, 6, 2, 5, 3);
            assertThat(tape.heard().split("<pause 2ms>", -1))
                    .as("pauses within events")
                    .hasSize(8);
            assertThat(body.struck()).isTrue();
        });
    }

    @Test
    void anEventIsNeverSplitIntoMoreThanAFewPieces() {
        Tape tape = play(events(new BodyFault.Split(after(0))), "data: " + "é".repeat(1000) + "\n\n");
        assertThat(tape.pieces()).hasSize(19);
    }

    @Test
    void bytesBeforeTheMomentGoOutAtOnceAndInOneWrite() {
        StruckBody body = events(new BodyFault.End(after(2)));
        Tape tape = new Tape();
        for (String chunk : List.of("da", "ta: 1\n", "\n: hi\n\n", "data: 2\r\n\r")) {
            body.bytes(ByteBuffer.wrap(chunk.getBytes(UTF_8)), tape);
        }
        assertThat(tape.pieces())
                .extracting(piece -> new String(piece, UTF_8))
                .containsExactly("da", "ta: 1\n", "\n: hi\n\n", "data: 2\r\n\r");
        body.bytes(ByteBuffer.wrap("\ndata: 3\n\n".getBytes(UTF_8)), tape);
        assertThat(tape.heard()).endsWith("data: 2\r\n\r\n<end>");
    }

    @Test
    void nothingIsDoneBehindTheEnd() {
        StruckBody body = events(new BodyFault.Reset(after(1)));
        Tape tape = play(body, "data: 1\n\ndata: 2\n\n", "data: 3\n\n");
        body.elapsed(tape);
        assertThat(tape.heard()).isEqualTo("data: 1\n\n<reset>");
    }

    @Test
    void aFaultOfTheNextEventIsMissedWhereNoneComes() {
        for (Function<Moment, BodyFault> fault : List.<Function<Moment, BodyFault>>of(
                BodyFault.Cut::new,
                BodyFault.Garbage::new,
                BodyFault.Duplicate::new,
                BodyFault.Split::new,
                after -> new BodyFault.Slow(after, Duration.ofSeconds(1)))) {
            assertMissed(events(fault.apply(after(2))), "data: 1\n\ndata: 2\n\n");
            assertMissed(events(fault.apply(after(2))), "data: 1\n\ndata: 2\n\n: bye\n\nevent: ping\ndata:\n\n");
            assertMissed(events(fault.apply(after(2))), "data: 1\n\ndata: 2\n\n", "data: unfin", "ished\n");
            assertMissed(events(fault.apply(after(2))), "data: 1\n\n");
        }
    }

    @Test
    void aFaultIsMissedWhereTheStreamIsTooShort() {
        assertMissed(events(error(after(3))), "data: 1\n\ndata: 2\n\ndata: 3\n");
        assertMissed(events(stall(after(3))), "data: 1\n\n");
        assertMissed(events(new BodyFault.End(new Moment.Bytes(100))), "data: 1\n\n");
    }

    @Test
    void anErrorThatTheProviderHasNotIsMissed() {
        BodyFault fault = new BodyFault.ErrorFrame(ErrorMode.BILLING, Wording.USUAL, after(1));
        assertMissed(events(fault), "data: 1\n\ndata: 2\n\n");
    }

    @Test
    void afterNothingAFaultStrikesAtTheHead() {
        StruckBody body = events(error(after(0)));
        assertThat(body.alarm()).contains(Duration.ZERO);
        Tape tape = new Tape();
        body.elapsed(tape);
        assertThat(tape.heard()).isEqualTo("data: {E:overloaded,0,-,-}\n\n<end>");
        assertThat(play(events(new BodyFault.Reset(after(0)))).heard()).isEqualTo("<reset>");
    }

    @Test
    void afterBytesTheConnectionIsStruckExactlyThere() {
        byte[] whole = WHOLE.getBytes(UTF_8);
        for (int n = 0; n <= whole.length; n++) {
            Moment after = new Moment.Bytes(n);
            for (List<byte[]> chunks : List.of(List.of(whole), Streams.byteByByte(whole))) {
                for (BodyFault fault :
                        List.of(new BodyFault.Cut(after), new BodyFault.Reset(after), new BodyFault.End(after))) {
                    Tape tape = play(events(fault), chunks);
                    assertThat(tape.bytes()).isEqualTo(Arrays.copyOf(whole, n));
                    assertThat(tape.heard()).matches("(?s).*<(cut|reset|end)>");
                }
                Tape tape = play(events(stall(after)), chunks);
                assertThat(tape.bytes()).isEqualTo(whole);
                assertThat(tape.firstDeedBehind()).isEqualTo(n);
            }
        }
    }

    @Test
    void afterBytesWhatIsPutInWaitsForTheEndOfTheBlock() {
        int[] ends = {0, 6, BEFORE.get(1).getBytes(UTF_8).length};
        for (int n = 0; n <= ends[2]; n++) {
            int bytes = n;
            int end = Arrays.stream(ends).filter(e -> e >= bytes).min().orElseThrow();
            Tape tape = play(events(error(new Moment.Bytes(n))), WHOLE);
            assertThat(Arrays.copyOf(tape.bytes(), end)).isEqualTo(Arrays.copyOf(WHOLE.getBytes(UTF_8), end));
            assertThat(new String(tape.bytes(), end, 9, UTF_8)).isEqualTo("data: {E:");
        }
    }

    @Test
    void afterATimeTheConnectionIsStruckAtOnce() {
        Moment after = new Moment.Elapsed(Duration.ofSeconds(2));
        StruckBody body = events(new BodyFault.Cut(after));
        assertThat(body.alarm()).contains(Duration.ofSeconds(2));
        Tape tape = new Tape();
        body.bytes(ByteBuffer.wrap("data: 1\n\ndata: 2".getBytes(UTF_8)), tape);
        assertThat(body.struck()).isFalse();
        body.elapsed(tape);
        assertThat(tape.heard()).isEqualTo("data: 1\n\ndata: 2<cut>");
        assertThat(body.struck()).isTrue();
    }

    @Test
    void afterATimeWhatIsPutInWaitsForTheEndOfTheBlock() {
        StruckBody body = events(error(new Moment.Elapsed(Duration.ofSeconds(2))));
        Tape tape = new Tape();
        body.bytes(ByteBuffer.wrap("data: 1\n\ndata: 2".getBytes(UTF_8)), tape);
        body.elapsed(tape);
        assertThat(tape.heard()).isEqualTo("data: 1\n\ndata: 2");
        body.bytes(ByteBuffer.wrap("\n\ndata: 3".getBytes(UTF_8)), tape);
        assertThat(tape.heard()).isEqualTo("data: 1\n\ndata: 2\n\ndata: {E:overloaded,2,1,2}\n\n<end>");
    }

    @Test
    void aSilenceWithPingsWaitsForTheEndOfTheBlock() {
        StruckBody body = events(new BodyFault.Stall(new Moment.Bytes(3), true, Optional.empty()));
        assertThat(play(body, "data: 1\n\ndata: 2\n\n").heard())
                .isEqualTo("data: 1\n\n<stall : keep-alive every 1000ms>data: 2\n\n");
    }

    @Test
    void anAlarmBehindTheEndOfTheBodyDoesNothing() {
        StruckBody body = events(new BodyFault.Reset(new Moment.Elapsed(Duration.ofSeconds(2))));
        Tape tape = play(body, "data: 1\n\n");
        body.elapsed(tape);
        assertThat(tape.heard()).isEqualTo("data: 1\n\n");
        assertThat(body.struck()).isFalse();
    }

    @Test
    void noMoreThanSixtyFourKibibytesOfAnEventAreHeldBack() {
        String huge = "data: {\"a\":\"" + "x".repeat(200_000) + "\"}\n\n";
        Tape cut = new Tape();
        events(new BodyFault.Cut(after(0)))
                .bytes(ByteBuffer.wrap(huge.substring(0, 100_000).getBytes(UTF_8)), cut);
        assertThat(cut.bytes()).isEqualTo(huge.substring(0, 32 * 1024).getBytes(UTF_8));
        assertThat(cut.heard()).endsWith("x<cut>");

        Tape garbage = play(events(new BodyFault.Garbage(after(0))), huge + "data: 2\n\n");
        assertThat(garbage.heard()).matches("data: \\{\"a\":\"x{20000,40000}\n\ndata: 2\n\n");

        Tape split = play(events(new BodyFault.Split(after(0))), huge + "data: 2\n\n");
        assertThat(new String(split.bytes(), UTF_8)).isEqualTo(huge + "data: 2\n\n");
        assertThat(split.pieces().get(0)).hasSize(2);
    }

    @Test
    void theRestOfAnEventThatWasBrokenBeforeItWasCompleteIsDroppedThoughItsEndNeverComes() {
        Tape tape = play(events(new BodyFault.Garbage(after(0))), "data: {" + "x".repeat(100_000));
        assertThat(tape.heard()).matches("data: \\{x{20000,40000}\n\n");
    }

    @Test
    void anEventOfMoreThanAMebibyteIsNotDoubledButTheNextOneIs() {
        String huge = "data: " + "x".repeat(1 << 20) + "\n\n";
        Tape tape = play(events(new BodyFault.Duplicate(after(0))), huge, "data: 2\n\ndata: 3\n\n");
        assertThat(tape.heard()).isEqualTo(huge + "data: 2\n\ndata: 2\n\ndata: 3\n\n");
    }

    @Test
    void onlyBreaksAndDelaysKeepTheLength() {
        Moment after = after(1);
        assertThat(List.of(
                        new BodyFault.Cut(after),
                        new BodyFault.Reset(after),
                        new BodyFault.CutBody(after),
                        new BodyFault.Split(after),
                        new BodyFault.Slow(after, Duration.ZERO),
                        stall(after)))
                .allMatch(fault -> events(fault).keepsLength());
        assertThat(List.of(
                        error(after),
                        new BodyFault.End(after),
                        new BodyFault.Garbage(after),
                        new BodyFault.Duplicate(after),
                        new BodyFault.Stall(after, true, Optional.empty())))
                .noneMatch(fault -> events(fault).keepsLength());
    }

    @Test
    void strikesNothingButAStreamOfStatus200() {
        BodyStrike strike = BodyStrikes.of(error(after(1)), PROVIDER, STREAMING);
        assertThat(strike.begin(200, Optional.of("TEXT/Event-Stream"))).isPresent();
        assertThat(strike.begin(200, Optional.of("text/event-stream ; x=y"))).isPresent();
        assertThat(strike.begin(429, Optional.of("text/event-stream"))).isEmpty();
        assertThat(strike.begin(200, Optional.of("text/event-streams"))).isEmpty();
        assertThat(strike.begin(200, Optional.of("text/html"))).isEmpty();
        assertThat(strike.begin(200, Optional.empty())).isEmpty();
    }
}
