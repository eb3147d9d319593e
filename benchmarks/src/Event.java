import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A server-sent event of 100 bytes that carries its number and the time at which it was sent. */
final class Event {

    /** How many events a stream has. */
    static final int PER_STREAM = 200;
    /** How long after one event the next one is due, in nanoseconds. */
    static final long INTERVAL = 5_000_000;
    /** The size of an event, its blank line included. */
    static final int BYTES = 100;

    private static final int NUMBER_AT = 11;
    private static final int NUMBER_DIGITS = 3;
    private static final int TIME_AT = 19;
    private static final int TIME_DIGITS = 19;
    private static final byte[] TEMPLATE =
            "data: {\"n\":000,\"t\":0000000000000000000,\"text\":\"%s\"}\n\n".formatted(".".repeat(49))
                    .getBytes(StandardCharsets.US_ASCII);

    private Event() {}

    /** Writes an event. */
    static void put(ByteBuffer to, int number, long nanoTime) {
        int start = to.position();
        to.put(TEMPLATE);
        digits(to, start + NUMBER_AT, NUMBER_DIGITS, number);
        digits(to, start + TIME_AT, TIME_DIGITS, nanoTime);
    }

    private static void digits(ByteBuffer to, int at, int count, long value) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            to.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /** Returns when the event was sent; -1 if these bytes are not the event of that number, to the letter. */
    static long sentAt(byte[] event, int number) {
        for (int i = 0; i < BYTES; i++) {
            boolean varies = i >= NUMBER_AT && i < NUMBER_AT + NUMBER_DIGITS || i >= TIME_AT && i < TIME_AT + TIME_DIGITS;
            if (!varies && event[i] != TEMPLATE[i]) {
                return -1;
            }
        }
        return value(event, NUMBER_AT, NUMBER_DIGITS) == number ? value(event, TIME_AT, TIME_DIGITS) : -1;
    }

    private static long value(byte[] event, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = 10 * value + event[i] - '0';
        }
        return value;
    }
}
