package dev.errorproxy.app.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An upstream that speaks HTTP/2 over TLS, as the providers do, with a thread for each call. */
final class Http2Upstream implements AutoCloseable {

    private static final String PASSWORD = "password";
    private static final int MOST_CALLS = 2_000;

    /** What is done with one call; an exception resets its stream. */
    interface Script {
        void run(Request request, Response response) throws IOException;
    }

    private final Server server = new Server(new QueuedThreadPool(MOST_CALLS));
    private final Path keys;
    private final int port;

    /** Listens, with a certificate of its own, which it leaves in that directory. */
    Http2Upstream(Path directory, Script script) throws Exception {
        keys = directory.resolve("keys.p12");
        makeKeys();
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keys.toString());
        tls.setKeyStorePassword(PASSWORD);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(new HttpConfiguration());
        http2.setRateControlFactory(new RateControl.Factory() {}); // All clients' leaves come over few connections.
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory(http2.getProtocol());
        ServerConnector connector =
                new ServerConnector(server, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(0); // It waits for ever.
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                try {
                    script.run(request, response);
                    callback.succeeded();
                } catch (IOException e) {
                    callback.failed(new Request.Handler.AbortException(e));
                }
                return true;
            }
        });
        server.start();
        port = connector.getLocalPort();
    }

    /** Returns an upstream that keeps up its part of every {@link Dialogue}, and answers 500 to a damaged request. */
    static Http2Upstream ofDialogues(Path directory) throws Exception {
        return new Http2Upstream(
                directory, (request, response) -> Dialogue.of(request).keepUp(request, response));
    }

    private void makeKeys() throws Exception {
        String keytool = Path.of(ProxyCommand.JAVA).resolveSibling("keytool").toString();
        String options = "-genkeypair -keyalg EC -alias upstream -dname CN=localhost -ext SAN=dns:localhost"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.add(keys.toString());
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool made no keys");
        }
    }

    /** Returns these JVM options with those of a proxy that trusts it. */
    String[] trusting(String... options) {
        Stream<String> trust =
                Stream.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        return Stream.concat(Stream.of(options), trust).toArray(String[]::new);
    }

    /** Returns the option that sends a provider's calls here. */
    String insteadOf(String provider) {
        return provider + "=https://localhost:" + port;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
