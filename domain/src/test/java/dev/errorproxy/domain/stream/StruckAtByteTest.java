package dev.errorproxy.domain.stream;

import static dev.errorproxy.domain.stream.Streams.PROVIDER;
import static dev.errorproxy.domain.stream.Streams.everyCut;
import static dev.errorproxy.domain.stream.Streams.play;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.testing.Calls;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StruckAtByteTest {

    private static StruckBody cut(Moment after) {
        return BodyStrikes.of(new BodyFault.CutBody(after), PROVIDER, Calls.post("/v1/x"))
                .begin(404, Optional.empty())
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8})
    void cutsAnyBodyThatHasMoreBytes(int bytes) {
        everyCut("123456789", chunks -> {
            StruckBody body = cut(new Moment.Bytes(bytes));
            assertThat(play(body, chunks).heard()).isEqualTo("123456789".substring(0, bytes) + "<cut>");
            assertThat(body.struck()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 1000})
    void missesABodyThatHasNoMoreBytes(int bytes) {
        everyCut("123456789", chunks -> {
            StruckBody body = cut(new Moment.Bytes(bytes));
            assertThat(play(body, chunks).heard()).isEqualTo("123456789");
            assertThat(body.struck()).isFalse();
        });
    }

    @Test
    void cutsAfterATimeWhereverTheBodyIs() {
        StruckBody body = cut(new Moment.Elapsed(Duration.ofSeconds(1)));
        assertThat(body.alarm()).contains(Duration.ofSeconds(1));
        Tape tape = new Tape();
        body.bytes(ByteBuffer.wrap("12345".getBytes(UTF_8)), tape);
        body.elapsed(tape);
        body.bytes(ByteBuffer.wrap("6".getBytes(UTF_8)), tape);
        assertThat(tape.heard()).isEqualTo("12345<cut>");
    }

    @Test
    void anAlarmBehindTheEndOfTheBodyDoesNothing() {
        StruckBody body = cut(new Moment.Elapsed(Duration.ofSeconds(1)));
        Tape tape = play(body, "12345");
        body.elapsed(tape);
        assertThat(tape.heard()).isEqualTo("12345");
        assertThat(body.struck()).isFalse();
    }
}
