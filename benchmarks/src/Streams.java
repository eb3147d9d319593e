import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Holds many streams of {@link Event}s open at once, on one thread, and measures how long each event was on its way: sender
 * and receiver read the same clock.
 *
 * <p>Usage: {@code Streams PORT STREAMS TIMES SECONDS}: opens as many connections, each with a small request, and when all
 * are answered has each ask for a stream that many times, one after another. The first of several warms up: its events
 * count, their delays don't. Prints one line of {@code name=value}, and what failed last, if anything, as an error.
 */
final class Streams {

    /** New connections without an answer yet, at most: listeners commonly queue 50 connections. */
    private static final int MOST_GREETING = 40;

    private static final byte[] GREETING = request("application/json");
    private static final byte[] REQUEST = request("text/event-stream");

    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final InetSocketAddress address;
    private final int streams;
    private final int times;
    private final long[] delays;
    private int measured;
    private long events;
    private long wrong;
    private final List<Client> greeted = new ArrayList<>();
    private int opened;
    private int open;
    private int greeting;
    private final long[] durations;
    private int completed;
    private long arrival;
    private Exception failure;

    private Streams(int port, int streams, int times) throws IOException {
        this.address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        this.streams = streams;
        this.times = times;
        this.delays = new long[streams * Math.max(1, times - 1) * Event.PER_STREAM];
        this.durations = new long[streams * times];
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int times = Integer.parseInt(arguments[2]);
        Streams streams = new Streams(port, count, times);
        streams.run(Integer.parseInt(arguments[3]));
        streams.print();
    }

    private static byte[] request(String accept) {
        String begin = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        String body = begin + ".".repeat(1024 - begin.length() - end.length()) + end;
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-benchmark\r\n"
                + "Content-Type: application/json\r\nAccept: " + accept + "\r\nContent-Length: 1024\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private void run(int seconds) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while ((open > 0 || opened < streams) && System.nanoTime() < end) {
            // One that can't be opened is tried again: ports and descriptors of earlier ones may not be free yet.
            while (opened < streams && greeting < MOST_GREETING && open()) {
                opened++;
            }
            selector.select(this::ready, 100);
            if (opened == streams && greeting == 0) {
                greeted.forEach(Client::begin);
                greeted.clear();
            }
        }
    }

    private boolean open() {
        try {
            new Client().connect();
            return true;
        } catch (IOException e) {
            failure = e;
            return false;
        }
    }

    private void ready(SelectionKey key) {
        Client client = (Client) key.attachment();
        try {
            if (key.isConnectable()) {
                client.greet();
            } else {
                client.read();
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            client.close();
        }
    }

    private void print() {
        long expected = (long) streams * times * Event.PER_STREAM;
        Arrays.sort(delays, 0, measured);
        Arrays.sort(durations, 0, completed);
        System.out.printf(
                Locale.ROOT,
                "events=%d lost=%d unfinished=%d wrong=%d p50=%.1f p99=%.1f max=%.1f stream=%.3f%n",
                events,
                expected - events,
                open + streams - opened,
                wrong,
                at(delays, measured, 0.50) / 1e3,
                at(delays, measured, 0.99) / 1e3,
                at(delays, measured, 1.00) / 1e3,
                at(durations, completed, 0.50) / 1e9);
        if (failure != null) {
            System.err.println(failure);
        }
    }

    private static double at(long[] sorted, int count, double share) {
        return count == 0 ? Double.NaN : sorted[Math.min(count - 1, (int) (share * count))];
    }

    private final class Client {

        private final SocketChannel channel = SocketChannel.open();
        private final Message response = Message.response(this::take);
        private final byte[] event = new byte[Event.BYTES];
        private SelectionKey key;
        private boolean isGreeting = true;
        private int filled;
        private int next;
        private int asked;
        private long askedAt;

        Client() throws IOException {}

        void connect() throws IOException {
            open++;
            greeting++;
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(address);
                key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        void greet() throws IOException {
            channel.finishConnect();
            write(GREETING);
            key.interestOps(SelectionKey.OP_READ);
        }

        void begin() {
            try {
                ask();
            } catch (IOException e) {
                failure = e;
                close();
            }
        }

        private void ask() throws IOException {
            next = 0;
            filled = 0;
            asked++;
            askedAt = System.nanoTime();
            write(REQUEST);
        }

        private void write(byte[] request) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes); // Little enough for any empty socket buffer: this does not spin.
            }
        }

        void read() throws IOException {
            input.clear();
            int read = channel.read(input);
            arrival = System.nanoTime();
            boolean ended = read < 0 ? response.endsWithConnection() : response.read(input.flip());
            if (read < 0 && !ended) {
                throw new EOFException("an answer broke off");
            }
            if (isGreeting && ended && read >= 0) {
                isGreeting = false;
                greeting--;
                greeted.add(this);
                return;
            }
            if (ended) {
                durations[completed++] = arrival - askedAt;
            }
            if (read < 0 || ended && asked == times) {
                close();
            } else if (ended) {
                ask();
            }
        }

        private void take(ByteBuffer bytes, int count) {
            if (isGreeting) {
                bytes.position(bytes.position() + count);
                return;
            }
            for (int left = count; left > 0; ) {
                int part = Math.min(left, Event.BYTES - filled);
                bytes.get(event, filled, part);
                filled += part;
                left -= part;
                if (filled == Event.BYTES) {
                    filled = 0;
                    arrived(Event.sentAt(event, next++));
                }
            }
        }

        private void arrived(long sentAt) {
            if (sentAt < 0) {
                wrong++;
                return;
            }
            events++;
            if (asked > 1 || times == 1) {
                delays[measured++] = arrival - sentAt;
            }
        }

        void close() {
            open--;
            if (isGreeting) {
                isGreeting = false;
                greeting--;
            }
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
