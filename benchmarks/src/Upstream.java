import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What all contenders forward to: one thread that answers small requests with 1 KB, large ones with 4 KB, and those that
 * accept {@code text/event-stream} with a stream of {@link Event}s, each sent when it is due.
 *
 * <p>Usage: {@code Upstream}; it prints the loopback port that it listens on.
 */
final class Upstream {

    private static final int LARGE = 64 * 1024;
    private static final ByteBuffer ONE_KB = answer(1024);
    private static final ByteBuffer FOUR_KB = answer(4096);
    private static final ByteBuffer STREAM_HEAD = direct(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final byte[] CHUNK_BEGINS = "64\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNK_ENDS = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM_ENDS = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(256 * 1024);
    private final ByteBuffer output = ByteBuffer.allocateDirect(64 * 1024);
    private final PriorityQueue<Connection> streams =
            new PriorityQueue<>(Comparator.comparingLong((Connection connection) -> connection.due));

    private Upstream() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] arguments) throws IOException {
        Upstream upstream = new Upstream();
        System.out.println(upstream.listener.socket().getLocalPort());
        upstream.run();
    }

    private static ByteBuffer answer(int bytes) {
        String begin = "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"";
        String end = "\"}}]}";
        return direct("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes + "\r\n\r\n" + begin
                + ".".repeat(bytes - begin.length() - end.length()) + end);
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private void run() throws IOException {
        while (true) {
            Connection next = streams.peek();
            if (next == null) {
                selector.select(this::ready);
            } else {
                // Rounded up: a selector waits whole milliseconds, and a stream may be late, but never early.
                long millis = (next.due - System.nanoTime() + 999_999) / 1_000_000;
                if (millis > 0) {
                    selector.select(this::ready, millis);
                } else {
                    selector.selectNow(this::ready);
                }
                sendEvents();
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key.channel() == listener) {
            accept();
            return;
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            if (key.isReadable()) {
                connection.read();
            }
        } catch (IOException e) {
            connection.close();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Connection connection = new Connection(channel);
                connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
            }
        } catch (IOException e) {
            System.err.println("upstream: " + e.getMessage());
        }
    }

    private void sendEvents() {
        long now = System.nanoTime();
        while (!streams.isEmpty() && streams.peek().due <= now) {
            Connection connection = streams.poll();
            try {
                connection.sendEvents();
            } catch (IOException e) {
                connection.close();
            }
        }
    }

    private final class Connection {

        private final SocketChannel channel;
        private final Message request = Message.request((bytes, count) -> bytes.position(bytes.position() + count));
        private SelectionKey key;
        private ByteBuffer unsent;
        private int event = Event.PER_STREAM;
        private long due;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void read() throws IOException {
            input.clear();
            if (channel.read(input) < 0) {
                close();
                return;
            }
            input.flip();
            while (request.read(input)) {
                if (request.isStream()) {
                    event = 0;
                    due = System.nanoTime() + Event.INTERVAL;
                    send(STREAM_HEAD.duplicate());
                    schedule();
                } else {
                    send((request.size() < LARGE ? ONE_KB : FOUR_KB).duplicate());
                }
            }
        }

        /** Sends what is due; one that is late sends several at once, as a provider would. */
        void sendEvents() throws IOException {
            output.clear();
            long now = System.nanoTime();
            for (; due <= now && event < Event.PER_STREAM; event++, due += Event.INTERVAL) {
                output.put(CHUNK_BEGINS);
                Event.put(output, event, now);
                output.put(CHUNK_ENDS);
            }
            if (event == Event.PER_STREAM) {
                output.put(STREAM_ENDS);
            }
            send(output.flip());
            schedule();
        }

        /** One whose peer does not take its bytes waits until it does. */
        private void schedule() {
            if (event < Event.PER_STREAM && unsent == null) {
                streams.add(this);
            }
        }

        private void send(ByteBuffer bytes) throws IOException {
            if (unsent == null) {
                channel.write(bytes);
            }
            if (bytes.hasRemaining()) {
                int kept = unsent == null ? 0 : unsent.remaining();
                ByteBuffer all = ByteBuffer.allocate(kept + bytes.remaining());
                if (kept > 0) {
                    all.put(unsent);
                }
                unsent = all.put(bytes).flip();
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        }

        void flush() throws IOException {
            channel.write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
                key.interestOps(SelectionKey.OP_READ);
                schedule();
            }
        }

        void close() {
            streams.remove(this);
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
