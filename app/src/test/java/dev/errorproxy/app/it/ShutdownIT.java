package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the proxy ends when a signal tells it to. */
@DisabledOnOs(OS.WINDOWS)
class ShutdownIT {

    @TempDir
    private Path plugins;

    /** The signals that ask a process to end, by their numbers. */
    enum Signal {
        INT(2),
        TERM(15);

        private final int number;

        Signal(int number) {
            this.number = number;
        }

        void sendTo(ProxyProcess proxy) throws Exception {
            assumeIsListenedTo(proxy);
            Process kill = new ProcessBuilder("kill", "-" + name(), String.valueOf(proxy.pid())).start();
            assertThat(kill.waitFor(Lines.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(kill.exitValue()).isZero();
        }

        /** A shell starts background jobs deaf to SIGINT, and their children stay so: then there is nothing to test. */
        private void assumeIsListenedTo(ProxyProcess proxy) throws IOException {
            Path status = Path.of("/proc", String.valueOf(proxy.pid()), "status");
            if (Files.exists(status)) {
                BigInteger ignored = Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> new BigInteger(line.substring(7).strip(), 16))
                        .findFirst()
                        .orElse(BigInteger.ZERO);
                assumeThat(ignored.testBit(number - 1))
                        .as("%s is ignored", this)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAProxyThatReadsCommands(Signal signal) throws Exception {
        try (ProxyProcess proxy = proxy().withConsole().start()) {
            signal.sendTo(proxy);

            assertThat(proxy.awaitExit()).isEqualTo(128 + signal.number);
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsListeningAtOnceAndLetsACallInFlightFinish(Signal signal) throws Exception {
        EventsOnDemand events = new EventsOnDemand(List.of("first", "last"));
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(request -> events.answer());
                ProxyProcess proxy =
                        proxy("--upstream", upstream.insteadOf("openai")).start()) {
            events.release();
            Stream<String> answer =
                    Http.postForLines(proxy.at("/v1/chat/completions"), "{}").body();
            Iterator<String> lines = answer.iterator();
            assertThat(lines.next()).isEqualTo("data: first");

            signal.sendTo(proxy);
            awaitRefusal(proxy.awaitPort());
            events.release();

            assertThat(lines).toIterable().containsExactly("", "data: last", "");
            assertThat(proxy.awaitExit()).isEqualTo(128 + signal.number);
            assertThat(proxy.output().all()).last().asString().contains("Proxied response: 200 (streamed, 2 events");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TERM")
    void doesNotWaitForACallThatDoesNotEndAndDoesNotPretendThatItHas(Signal signal) throws Exception {
        EventsOnDemand events = new EventsOnDemand(List.of("first", "never"));
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(request -> events.answer());
                ProxyProcess proxy =
                        proxy("--upstream", upstream.insteadOf("openai")).start()) {
            events.release();
            Iterator<String> lines = Http.postForLines(proxy.at("/v1/chat/completions"), "{}")
                    .body()
                    .iterator();
            assertThat(lines.next()).isEqualTo("data: first");

            signal.sendTo(proxy);

            assertThat(proxy.awaitExit()).isEqualTo(128 + signal.number);
            assertThatThrownBy(() -> lines.forEachRemaining(line -> {})).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void endsQuietlyWithACallInFlightAndStillWritesWhatBecameOfIt() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (WireUpstream upstream = new WireUpstream(wire -> {
                    wire.readHead();
                    reached.countDown();
                    wire.awaitLeave();
                });
                ProxyProcess proxy =
                        proxy("--upstream", upstream.insteadOf("openai")).start();
                Wire client = Wire.to(proxy.awaitPort())) {
            client.write("POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
            reached.await();

            Signal.TERM.sendTo(proxy);

            assertThat(proxy.awaitExit()).isEqualTo(128 + Signal.TERM.number);
            assertThat(proxy.errors().all()).isEmpty();
            assertThat(proxy.output().all()).last().asString().contains("Cut off by the end of the proxy: request #1");
        }
    }

    /** The plugin is loaded early in a start; its hook keeps the end from being over before the start has gone on. */
    @Test
    void endsQuietlyWhenToldSoDuringItsStart() {
        String source = PluginJar.acmeSource().replace("implements Provider {", """
                implements Provider {

                    public AcmeProvider() {
                        Thread main = Thread.currentThread();
                        var ending = new java.util.concurrent.atomic.AtomicBoolean();
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                            ending.set(true);
                            try {
                                while (main.isAlive() && System.in.available() == 0) {
                                    Thread.onSpinWait();
                                }
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        }));
                        new Thread(() -> System.exit(143)).start();
                        while (!ending.get()) {
                            Thread.onSpinWait();
                        }
                    }
                """);
        PluginJar.of(plugins.resolve("acme.jar"), source);
        try (ProxyProcess proxy = proxy("--plugins", plugins.toString()).start()) {
            proxy.output().await("Requests handled");
            proxy.type("");

            assertThat(proxy.awaitExit()).isEqualTo(128 + Signal.TERM.number);
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    /** Polls until nobody listens any more. */
    private static void awaitRefusal(int port) throws Exception {
        long deadline = System.nanoTime() + Lines.DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                assertThat(socket.isConnected()).isTrue();
                Thread.sleep(10);
            } catch (ConnectException e) {
                return;
            }
        }
        throw new AssertionError("The port still takes connections");
    }
}
