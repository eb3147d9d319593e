package dev.errorproxy.app.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A provider's server in place of the real one: answers by a script, and remembers what it was asked. */
final class ScriptedUpstream implements AutoCloseable {

    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Received, Answer> script;
    private final HttpServer server;

    private ScriptedUpstream(Function<Received, Answer> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Returns a server that answers as the providers do, each at its own paths. */
    static ScriptedUpstream ofAllProviders() {
        return new ScriptedUpstream(ProviderAnswers::to);
    }

    /** Returns a server that answers so. */
    static ScriptedUpstream answering(Function<Received, Answer> script) {
        return new ScriptedUpstream(script);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received received = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body);
            requests.add(received);
            Answer answer = script.apply(received);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), 0);
            OutputStream out = exchange.getResponseBody();
            for (String piece : answer.pieces()) {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (NoSuchElementException e) {
            // The script has no end: closing the exchange broke the answer off.
        }
    }

    /** Returns the requests so far, in the order they came. */
    List<Received> requests() {
        return List.copyOf(requests);
    }

    /** Returns the server's address. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the option that sends a provider's calls here. */
    String insteadOf(String provider) {
        return provider + "=" + address();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
