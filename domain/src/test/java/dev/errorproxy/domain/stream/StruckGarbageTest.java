package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.Streams.play;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All faults in streams of any bytes. */
class StruckGarbageTest {

    private static final byte[] ALPHABET = "data: event:ping\r\n\r\n\n\n[{},{}]\"\\1\u00e9".getBytes(UTF_8);

    static Stream<Function<Moment, BodyFault>> faults() {
        return Stream.concat(
                harmless(),
                Stream.of(
                        after -> new BodyFault.ErrorFrame(ErrorMode.OVERLOADED, Wording.USUAL, after),
                        BodyFault.End::new,
                        BodyFault.Cut::new,
                        BodyFault.Reset::new,
                        BodyFault.Garbage::new,
                        BodyFault.Duplicate::new,
                        BodyFault.CutBody::new));
    }

    static Stream<Function<Moment, BodyFault>> harmless() {
        return Stream.of(
                BodyFault.Split::new,
                after -> new BodyFault.Slow(after, Duration.ofMillis(1)),
                after -> new BodyFault.Stall(after, false, Optional.empty()),
                after -> new BodyFault.Stall(after, true, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void takesAnyBytesAndPassesThemUpToTheStrike(Function<Moment, BodyFault> fault) {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = bytes(random);
            StruckBody body = body(fault, random);
            Tape tape = play(body, cut(bytes, random));
            if (!body.struck()) {
                assertThat(tape.heard()).isEqualTo(new String(bytes, UTF_8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatOnlyTakesTimeKeepsEveryByte(Function<Moment, BodyFault> fault) {
        Random random = new Random(13);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = bytes(random);
            assertThat(play(body(fault, random), cut(bytes, random)).bytes()).isEqualTo(bytes);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(80)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(20) == 0 ? (byte) random.nextInt() : ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return bytes;
    }

    private static StruckBody body(Function<Moment, BodyFault> fault, Random random) {
        int count = random.nextInt(4);
        BodyFault chosen = fault.apply(random.nextBoolean() ? new Moment.Events(count) : new Moment.Bytes(10 * count));
        return random.nextBoolean() ? Streams.events(chosen) : Streams.array(chosen);
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        return random.nextBoolean() ? List.of(bytes) : Streams.byteByByte(bytes);
    }
}
