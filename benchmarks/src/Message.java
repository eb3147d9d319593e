import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads HTTP/1.1 messages, one after another, as far as a benchmark between well-behaved peers needs it.
 *
 * <p>It allocates nothing per message: its two users share the processors with what they measure.
 */
final class Message {

    /** Takes that many bytes of the body out of the buffer. */
    interface Body {
        void take(ByteBuffer bytes, int count);
    }

    private enum Reading {
        START_LINE,
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private static final byte[] CONTENT_LENGTH = bytes("content-length:");
    private static final byte[] TRANSFER_ENCODING = bytes("transfer-encoding:");
    private static final byte[] ACCEPTS_STREAM = bytes("accept: text/event-stream");
    private static final byte[] IS_STREAM = bytes("content-type: text/event-stream");

    private final Body body;
    private final boolean endsWithConnection;
    private final byte[] line = new byte[4096];
    private int length;
    private Reading reading = Reading.START_LINE;
    private long left;
    private long size;
    private int status;
    private boolean chunked;
    private boolean framed;
    private boolean stream;

    private Message(Body body, boolean endsWithConnection) {
        this.body = body;
        this.endsWithConnection = endsWithConnection;
    }

    /** Returns a reader of requests. */
    static Message request(Body body) {
        return new Message(body, false);
    }

    /** Returns a reader of responses. */
    static Message response(Body body) {
        return new Message(body, true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads on; returns whether a message has ended, with what follows it left in the buffer. */
    boolean read(ByteBuffer in) {
        while (in.hasRemaining()) {
            boolean ended =
                    switch (reading) {
                        case BODY, CHUNK -> takeBody(in);
                        case START_LINE, HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> takeLine(in) && endLine();
                    };
            if (ended) {
                reading = Reading.START_LINE;
                return true;
            }
        }
        return false;
    }

    private boolean takeBody(ByteBuffer in) {
        int count = (int) Math.min(left, in.remaining());
        body.take(in, count);
        left -= count;
        size += count;
        if (left == 0 && reading == Reading.CHUNK) {
            reading = Reading.CHUNK_END;
        }
        return left == 0 && reading == Reading.BODY;
    }

    private boolean takeLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                return true;
            }
            if (b != '\r' && length < line.length) {
                line[length++] = b;
            }
        }
        return false;
    }

    private boolean endLine() {
        boolean blank = length == 0;
        boolean ended = false;
        switch (reading) {
            case START_LINE -> startLine(blank);
            case HEAD -> ended = blank ? endHead() : field();
            case CHUNK_SIZE -> {
                left = Long.parseLong(text(0, hexDigits()), 16);
                reading = left == 0 ? Reading.TRAILER : Reading.CHUNK;
            }
            case CHUNK_END -> reading = Reading.CHUNK_SIZE;
            case TRAILER -> ended = blank;
            case BODY, CHUNK -> throw new IllegalStateException("no line is read in a body");
        }
        length = 0;
        return ended;
    }

    private void startLine(boolean blank) {
        if (!blank) {
            boolean response = endsWithConnection && length >= 12;
            status = response ? Integer.parseInt(text(9, 12)) : 0;
            size = 0;
            left = 0;
            chunked = false;
            framed = false;
            stream = false;
            reading = Reading.HEAD;
        }
    }

    private boolean field() {
        if (begins(CONTENT_LENGTH)) {
            framed = true;
            for (int i = CONTENT_LENGTH.length; i < length; i++) {
                left = line[i] == ' ' ? left : 10 * left + line[i] - '0';
            }
        } else if (begins(TRANSFER_ENCODING)) {
            chunked = true;
        } else if (begins(ACCEPTS_STREAM) || begins(IS_STREAM)) {
            stream = true;
        }
        return false;
    }

    private boolean endHead() {
        if (chunked) {
            reading = Reading.CHUNK_SIZE;
            return false;
        }
        if (!framed && endsWithConnection) {
            left = Long.MAX_VALUE;
        }
        reading = Reading.BODY;
        return left == 0;
    }

    private boolean begins(byte[] lowerCase) {
        if (length < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = line[i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private int hexDigits() {
        int end = 0;
        while (end < length && Character.digit(line[end], 16) >= 0) {
            end++;
        }
        return end;
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Returns whether a head has been read and the message has not ended. */
    boolean isInBody() {
        return reading != Reading.START_LINE && reading != Reading.HEAD;
    }

    /** Returns whether the end of the connection is the end of this message. */
    boolean endsWithConnection() {
        return reading == Reading.BODY && left > Long.MAX_VALUE / 2;
    }

    /** Returns the status of the response. */
    int status() {
        return status;
    }

    /** Returns the bytes of the body so far. */
    long size() {
        return size;
    }

    /** Returns whether the message is, or asks for, a stream of events. */
    boolean isStream() {
        return stream;
    }
}
