package dev.errorproxy.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A certificate for {@code localhost} that every proxy of these tests trusts.
 *
 * <p>The whole JVM's trust is set, once, and before there is any proxy: Java remembers what it found first.
 */
final class Tls {

    static final String PASSWORD = "password";
    static final Path STORE = store();

    private Tls() {}

    private static Path store() {
        try {
            Path folder = Files.createTempDirectory("errorproxy-tls");
            Path store = folder.resolve("store.p12");
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "x",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no key");
            }
            folder.toFile().deleteOnExit(); // What is named last goes first.
            store.toFile().deleteOnExit();
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            return store;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sees to it that proxies that are created from now on trust the certificate. */
    static void trust() {
        // The class has done it.
    }

    /** Returns the upstream's end of an encrypted connection over that one, which it does not close. */
    static SSLSocket over(Socket socket) throws Exception {
        return (SSLSocket) context().getSocketFactory().createSocket(socket, null, false);
    }

    private static SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(STORE)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Returns a listener on loopback that speaks HTTP/1.1 alone. */
    static ServerSocket listener(int backlog) throws Exception {
        SSLContext context = context();
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        listener.setSSLParameters(parameters);
        return listener;
    }
}
