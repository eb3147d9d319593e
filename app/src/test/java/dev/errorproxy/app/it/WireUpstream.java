package dev.errorproxy.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An upstream on bare sockets, with a thread for each connection. */
final class WireUpstream implements AutoCloseable {

    private static final int STACK_BYTES = 256 * 1024;
    /** What the system would take for each of thousands of slow readers is more than it has. */
    private static final int SEND_BYTES = 128 * 1024;

    /** What is done with one connection. */
    interface Script {
        void run(Wire wire) throws IOException;
    }

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;
    private final Script script;

    WireUpstream(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept, "upstream");
    }

    /** Returns an upstream that keeps up its part of every {@link Dialogue}, and answers 500 to a damaged request. */
    static WireUpstream ofDialogues() {
        return new WireUpstream(wire -> {
            boolean goesOn = true;
            for (Wire.Head head = wire.readHead(); goesOn && head != null; head = goesOn ? wire.readHead() : null) {
                goesOn = Dialogue.of(head).keepUp(wire, head);
            }
        });
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket), "upstream-connection");
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSendBufferSize(SEND_BYTES);
            script.run(Wire.accepted(socket));
        } catch (IOException e) {
            // The other side left: the client's side tells whether it should have.
        } finally {
            sockets.remove(socket);
        }
    }

    /** Ends all connections that there are. */
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Returns the option that sends a provider's calls here. */
    String insteadOf(String provider) {
        return provider + "=http://127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        hangUp();
    }
}
