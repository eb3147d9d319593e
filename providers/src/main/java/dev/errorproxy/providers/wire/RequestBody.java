package dev.errorproxy.providers.wire;

import dev.errorproxy.domain.provider.Call;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A request's body without its content encoding, of which gzip and deflate are known (RFC 9110, section 8.4.1). */
public final class RequestBody {

    /** More than any provider takes; what lies behind it is not read, lest a small body become an endless one. */
    private static final int MOST = 64 << 20;

    private static final int ZLIB = 8;

    private final Call call;
    private final byte[] body;

    /** Creates the body of a call, as sent. */
    public RequestBody(Call call, byte[] body) {
        this.call = call;
        this.body = body;
    }

    /** Returns all of it, not to be changed; empty where it is broken off, too long or in another encoding. */
    public Optional<byte[]> whole() {
        if (encoding().isEmpty()) {
            return body.length > MOST ? Optional.empty() : Optional.of(body);
        }
        try (InputStream in = decoding(new ByteArrayInputStream(body))) {
            byte[] decoded = in.readNBytes(MOST + 1);
            return decoded.length > MOST ? Optional.empty() : Optional.of(decoded);
        } catch (IOException undecodable) {
            return Optional.empty();
        }
    }

    /** Returns it as it is decoded, up to a bound; reading fails where it is broken off. */
    InputStream beginning() throws IOException {
        InputStream sent = new ByteArrayInputStream(body);
        return encoding().isEmpty() ? sent : new Bounded(decoding(sent));
    }

    private InputStream decoding(InputStream in) throws IOException {
        return switch (encoding()) {
            case "" -> in;
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> new InflaterInputStream(in, new Inflater(!isZlib()));
            default -> throw new IOException("unknown encoding");
        };
    }

    private String encoding() {
        String encoding = call.header("content-encoding").orElse("").trim().toLowerCase(Locale.ROOT);
        return encoding.equals("identity") ? "" : encoding;
    }

    /** Some senders leave out the zlib header that deflate is defined with. */
    private boolean isZlib() {
        return body.length > 0 && (body[0] & 0x0f) == ZLIB;
    }

    /** Ends a stream at the bound. */
    private static final class Bounded extends FilterInputStream {

        private int left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : in.read(buffer, offset, Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
