package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the proxy listens. */
class ListeningIT {

    private static final String WARNING = "Warning: ";

    @Test
    void answersOnBothLoopbackAddressesAtThePortThatItPrints() {
        try (ProxyProcess proxy = proxy("--mode", "r *").start()) {
            assertThat(statusAt("127.0.0.1", proxy.awaitPort())).isEqualTo(429);
            assertThat(proxy.output().soFar()).noneMatch(line -> line.contains(WARNING));
            assumeIpv6();
            assertThat(statusAt("[::1]", proxy.awaitPort())).isEqualTo(429);
        }
    }

    @Test
    void listensOnThePortThatItIsGiven() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ProxyProcess proxy =
                proxy("--mode", "r *", "--port", String.valueOf(port)).start()) {
            assertThat(proxy.awaitPort()).isEqualTo(port);
            assertThat(statusAt("127.0.0.1", port)).isEqualTo(429);
        }
    }

    @Test
    void answersOnLoopbackToThisMachinesNamesAndTheAllowedOnes() throws IOException {
        try (ProxyProcess proxy = proxy("--mode", "r *", "--allow-host", "proxy.test", "--allow-host", "two.test")
                .start()) {
            assertThat(answerTo("localhost", proxy.awaitPort())).startsWith("HTTP/1.1 429 ");
            assertThat(answerTo("proxy.test", proxy.awaitPort())).startsWith("HTTP/1.1 429 ");
            assertThat(answerTo("two.test", proxy.awaitPort())).startsWith("HTTP/1.1 429 ");
            assertThat(answerTo("evil.test", proxy.awaitPort()))
                    .startsWith("HTTP/1.1 421 ")
                    .contains("--allow-host evil.test");
        }
    }

    @Test
    void answersElsewhereToAnyName() throws IOException {
        try (ProxyProcess proxy = proxy("--mode", "r *", "--host", "0.0.0.0").start()) {
            assertThat(answerTo("evil.test", proxy.awaitPort())).startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void warnsWhenOthersCanReachThePort() {
        try (ProxyProcess proxy = proxy("--mode", "r *", "--host", "0.0.0.0").start()) {
            assertThat(proxy.output().await(WARNING)).contains("0.0.0.0", "not a loopback address", "keys");
            assertThat(statusAt("127.0.0.1", proxy.awaitPort())).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void saysThatThePortIsInUseAndEnds(String taken) throws IOException {
        if (taken.contains(":")) {
            assumeIpv6();
        }
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName(taken));
                ProxyProcess proxy =
                        proxy("--port", String.valueOf(holder.getLocalPort())).launch()) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.errors().all())
                    .singleElement()
                    .asString()
                    .contains("port " + holder.getLocalPort(), "--port");
            assertThat(proxy.output().all()).isEmpty();
        }
    }

    @Test
    void saysThatAnAddressIsNotOneOfThisMachineAndEnds() {
        // RFC 5737 keeps this address for documentation.
        try (ProxyProcess proxy = proxy("--host", "203.0.113.1").launch()) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.errors().all()).singleElement().asString().contains("203.0.113.1");
        }
    }

    private static int statusAt(String host, int port) {
        return Http.post(URI.create("http://" + host + ":" + port + "/v1/chat/completions"), "{}")
                .statusCode();
    }

    /** Returns the answer to a call by that name, whatever address it has. */
    private static String answerTo(String name, int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: " + name
                                    + ":1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assumeIpv6() {
        boolean there;
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
            there = true;
        } catch (IOException e) {
            there = false;
        }
        assumeThat(there).as("this machine has IPv6").isTrue();
    }
}
