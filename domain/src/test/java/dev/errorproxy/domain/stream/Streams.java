package dev.errorproxy.domain.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.testing.Calls;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Streams to strike, and all the ways of cutting them into chunks. */
final class Streams {

    static final String EVENT_STREAM = "text/event-stream; charset=utf-8";
    static final String JSON = "application/json; charset=UTF-8";

    /** A provider whose error frame tells what it was handed; it has none for billing. */
    static final Provider PROVIDER = new Provider() {
        @Override
        public String name() {
            return "stub";
        }

        @Override
        public Optional<URI> upstream() {
            return Optional.empty();
        }

        @Override
        public Match match(Call call) {
            return Match.NONE;
        }

        @Override
        public Optional<Reply> error(ErrorMode mode, Call call) {
            return Optional.empty();
        }

        @Override
        public Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
            String told = "{E:%s,%s,%s,%s}"
                    .formatted(
                            mode.word(),
                            soFar.events(),
                            soFar.first().orElse("-"),
                            soFar.last().orElse("-"));
            return mode == ErrorMode.BILLING
                    ? Optional.empty()
                    : Optional.of(soFar.array() ? told : "data: " + told + "\n\n");
        }
    };

    static final Call STREAMING = Calls.post("/v1/stream").withInference(new Inference(Optional.of("m"), true));

    private Streams() {}

    static StruckBody events(BodyFault fault) {
        return BodyStrikes.of(fault, PROVIDER, STREAMING)
                .begin(200, Optional.of(EVENT_STREAM))
                .orElseThrow();
    }

    static StruckBody array(BodyFault fault) {
        return BodyStrikes.of(fault, PROVIDER, STREAMING)
                .begin(200, Optional.of(JSON))
                .orElseThrow();
    }

    /** Sends the chunks, then tells that the body is complete. */
    static Tape play(StruckBody body, List<byte[]> chunks) {
        Tape tape = new Tape();
        for (byte[] chunk : chunks) {
            ByteBuffer bytes = ByteBuffer.wrap(chunk);
            body.bytes(bytes, tape);
            assertThat(bytes.position()).as("the chunk's position").isZero();
        }
        body.ended(tape);
        return tape;
    }

    static Tape play(StruckBody body, String... chunks) {
        return play(
                body, Arrays.stream(chunks).map(chunk -> chunk.getBytes(UTF_8)).toList());
    }

    /** Hands over the text in every way of cutting it into one, two or three chunks, and byte by byte. */
    static void everyCut(String text, Consumer<List<byte[]>> use) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i <= bytes.length; i++) {
            for (int j = i; j <= bytes.length; j++) {
                use.accept(List.of(
                        Arrays.copyOfRange(bytes, 0, i),
                        Arrays.copyOfRange(bytes, i, j),
                        Arrays.copyOfRange(bytes, j, bytes.length)));
            }
        }
        use.accept(byteByByte(bytes));
    }

    static List<byte[]> byteByByte(byte[] bytes) {
        return java.util.stream.IntStream.range(0, bytes.length)
                .mapToObj(i -> new byte[] {bytes[i]})
                .toList();
    }
}
