package dev.errorproxy.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;

/** An upstream that speaks in bytes: a script per connection, and nothing tidied up. */
final class RawUpstream implements AutoCloseable {

    private static final int BACKLOG = 1000;

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    RawUpstream(Script script) throws IOException {
        this(script, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    }

    private RawUpstream(Script script, ServerSocket listener) {
        this.script = script;
        this.listener = listener;
        Thread acceptor = new Thread(this::accept, "raw-upstream");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Speaks behind TLS. */
    static RawUpstream encrypted(Script script) throws Exception {
        return new RawUpstream(script, Tls.listener(BACKLOG));
    }

    /** Answers every request of every connection with that response, after its head and its length-framed body. */
    static RawUpstream answering(String response, List<String> heads) throws IOException {
        return new RawUpstream(connection -> {
            for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                heads.add(head);
                connection.skipBody(head);
                connection.write(response);
            }
        });
    }

    URI address() {
        String scheme = listener instanceof SSLServerSocket ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "raw-upstream-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(new Connection(socket));
        } catch (Exception e) {
            // The test sees what it misses.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** What is done with one connection. */
    interface Script {
        void run(Connection connection) throws Exception;
    }

    /** One connection, on either side. */
    static final class Connection implements AutoCloseable {

        final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            in = new java.io.BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        static Connection to(int port) throws IOException {
            return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
        }

        Connection write(String text) {
            return write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Connection write(byte[] bytes) {
            try {
                out.write(bytes);
                out.flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns everything up to the blank line, with it; null at the end of the stream. */
        String readHead() throws IOException {
            return readUntil("\r\n\r\n");
        }

        String readUntil(String end) throws IOException {
            StringBuilder read = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.append((char) b);
                if (b == end.charAt(end.length() - 1) && read.toString().endsWith(end)) {
                    return read.toString();
                }
            }
            return read.isEmpty() ? null : read.toString();
        }

        String read(int bytes) throws IOException {
            return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }

        String readToEnd() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        void skipBody(String head) throws IOException {
            String lower = head.toLowerCase(java.util.Locale.ROOT);
            int at = lower.indexOf("content-length: ");
            if (at >= 0) {
                in.skipNBytes(Long.parseLong(lower.substring(at + 16, lower.indexOf('\r', at))));
            } else if (lower.contains("transfer-encoding: chunked")) {
                readUntil("0\r\n\r\n");
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
