package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GunzippedBodyTest {

    private static final String TEXT = "data: {\"content\":\"Grüße\"}\n\n".repeat(40);
    private static final byte[] FILE = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAGS = 3;

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /** Returns the decoded bytes of a body that comes in pieces of that length; it ends as it says, and again if asked again. */
    private static byte[] decoded(byte[] file, int piece) throws IOException {
        ByteBuffer[] pieces = new ByteBuffer[(file.length + piece - 1) / piece];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = ByteBuffer.wrap(file, i * piece, Math.min(piece, file.length - i * piece));
        }
        Content.Source body = new GunzippedBody(new ByteBufferContentSource(pieces));
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        while (true) {
            Content.Chunk chunk = body.read();
            if (Content.Chunk.isFailure(chunk)) {
                assertThat(body.read()).isSameAs(chunk);
                throw new IOException(chunk.getFailure());
            }
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            decoded.writeBytes(bytes);
            if (chunk.isLast()) {
                assertThat(body.read().isLast()).isTrue();
                return decoded.toByteArray();
            }
        }
    }

    private static String failure(byte[] file) {
        try {
            return "none: " + new String(decoded(file, file.length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.getCause().getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void isWhatWasCompressedHoweverItIsCut(int piece) throws IOException {
        assertThat(new String(decoded(FILE, piece), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @Test
    void mayBeLarge() throws IOException {
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        Arrays.fill(large, 1_000_000, 2_000_000, (byte) 'x');
        assertThat(decoded(gzip(large), 16_384)).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void mayHaveManyMembersAndAllThatAHeaderCanHold(int piece) throws IOException {
        byte[] header = Arrays.copyOf(FILE, HEADER);
        header[FLAGS] = 2 + 4 + 8 + 16;
        byte[] optional = {2, 0, 'e', 'x', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        byte[] noExtra = {0, 0, 0, 0, 1, 2};
        byte[] rest = Arrays.copyOfRange(FILE, HEADER, FILE.length);
        byte[] file = join(header, optional, rest, FILE, header, noExtra, rest, gzip(new byte[0]));
        assertThat(new String(decoded(file, piece), StandardCharsets.UTF_8)).isEqualTo(TEXT.repeat(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 65_535})
    void mayHaveAnExtraFieldOfAnyLength(int length) throws IOException {
        byte[] header = Arrays.copyOf(FILE, HEADER + 2);
        header[FLAGS] = 4;
        header[HEADER] = (byte) length;
        header[HEADER + 1] = (byte) (length >> Byte.SIZE);
        byte[] file = join(header, new byte[length], Arrays.copyOfRange(FILE, HEADER, FILE.length));
        assertThat(new String(decoded(file, 1_000), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"gzip, true", "GZIP, true", "x-gzip, true", "X-GZip, true", "br, false", "none, false"})
    void goesByEitherName(String coding, boolean gzip) {
        assertThat(GunzippedBody.isCodedBy(coding)).isEqualTo(gzip);
    }

    @Test
    void isEmptyWhereNothingWasSent() throws IOException {
        assertThat(decoded(new byte[0], 1)).isEmpty();
    }

    @Test
    void failsWhereverItBreaksOff() {
        for (int length = 1; length < FILE.length; length++) {
            byte[] part = Arrays.copyOf(FILE, length);
            assertThat(failure(part)).as("%s bytes", length).isEqualTo("The gzip body broke off");
            assertThat(failure(join(FILE, part))).isEqualTo("The gzip body broke off");
        }
    }

    @Test
    void failsWhereItsChecksumOrItsLengthIsAnother() {
        for (int i = 1; i <= TRAILER; i++) {
            byte[] file = FILE.clone();
            file[FILE.length - i]++;
            assertThat(failure(file)).isEqualTo("The gzip body is not what its checksum says");
        }
    }

    @Test
    void failsWhereItIsNotGzip() {
        assertThat(failure(TEXT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("The body is not gzip's, as its head says");
        assertThat(failure(join(FILE, "more".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("The body is not gzip's, as its head says");
    }

    @Test
    void failsWhereTheDataIsNoData() {
        byte[] file = FILE.clone();
        file[HEADER] = 7; // A block of the kind that is kept for later.
        assertThat(failure(file)).isEqualTo("invalid block type");
    }

    @Test
    void isNeverAnotherBodyThoughABitIsTheOtherWay() {
        for (int i = 0; i < FILE.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] file = FILE.clone();
                file[i] ^= (byte) (1 << bit);
                String failure = failure(file);
                if (failure.startsWith("none")) {
                    assertThat(failure).as("bit %s of byte %s", bit, i).isEqualTo("none: " + TEXT);
                }
            }
        }
    }
}
