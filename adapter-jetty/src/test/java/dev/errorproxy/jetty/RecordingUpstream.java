package dev.errorproxy.jetty;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An upstream that answers each request, and keeps every byte that it got, cut where its own strict reading of
 * HTTP/1.1 ends a message.
 *
 * <p>A message is its head and its body, the latter without the framing of chunks; {@code <broken>} stands behind one
 * that never ended.
 */
final class RecordingUpstream implements AutoCloseable {

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final ServerSocket listener = new ServerSocket(0, 1000, loopback);
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final byte[] answer;
    private volatile int lastPort;

    RecordingUpstream(String answer) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        threads.add(new Thread(this::accept, "recording-upstream"));
        threads.get(0).start();
    }

    String authority() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    URI address() {
        return URI.create("http://" + authority());
    }

    /** Returns all that came. Waits for the end of every connection, so that nothing is missed. */
    List<String> messages() throws Exception {
        try (Socket last = new Socket()) {
            last.bind(new InetSocketAddress(loopback, 0));
            lastPort = last.getLocalPort();
            last.connect(listener.getLocalSocketAddress());
            threads.get(0).join();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return messages;
    }

    private void accept() {
        try {
            Socket socket = listener.accept();
            while (socket.getPort() != lastPort) {
                Socket accepted = socket;
                Thread thread = new Thread(() -> serve(accepted), "recording-upstream-connection");
                threads.add(thread);
                thread.start();
                socket = listener.accept();
            }
            socket.close();
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (receive(in)) {
                socket.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            // What came is kept.
        }
    }

    /** Keeps the next message; returns false at the end of the connection. */
    private boolean receive(InputStream in) throws IOException {
        StringBuilder message = new StringBuilder();
        try {
            String head = through("\r\n\r\n", in, message);
            body(head.toLowerCase(Locale.ROOT), in, message);
            messages.add(message.toString());
            return true;
        } catch (EOFException e) {
            if (!message.isEmpty()) {
                messages.add(message + "<broken>");
            }
            return false;
        }
    }

    private static void body(String head, InputStream in, StringBuilder message) throws IOException {
        int length = head.indexOf("\r\ncontent-length: ");
        if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                bytes(size, in, message);
                through("\r\n", in, new StringBuilder());
            }
            while (!through("\r\n", in, message).equals("\r\n")) {
                continue; // trailers
            }
            message.setLength(message.length() - 2);
        } else if (length >= 0) {
            bytes(Integer.parseInt(head.substring(length + 18, head.indexOf('\r', length + 18))), in, message);
        }
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(through("\r\n", in, new StringBuilder()).strip(), 16);
    }

    private static String through(String end, InputStream in, StringBuilder message) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            read.append(bytes(1, in, message));
        }
        return read.toString();
    }

    private static String bytes(int count, InputStream in, StringBuilder message) throws IOException {
        String read = new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
        message.append(read);
        if (read.length() < count) {
            throw new EOFException();
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
