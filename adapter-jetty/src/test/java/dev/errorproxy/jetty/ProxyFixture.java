package dev.errorproxy.jetty;

import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.command.Operator;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Decision;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Outcome;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.GuardedProvider;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.routing.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;

/** A listening proxy in front of one upstream, and what its journal heard. */
final class ProxyFixture implements AutoCloseable {

    final InjectionPolicy policy = new InjectionPolicy(1);
    final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    final BlockingQueue<Fault> refused = new LinkedBlockingQueue<>();
    final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
    private final Operator operator;
    private final ProxyServer server;

    static {
        Tls.trust();
    }

    ProxyFixture(URI upstream) throws IOException {
        this(upstream, Duration.ofSeconds(20));
    }

    ProxyFixture(URI upstream, Duration timeout) throws IOException {
        this(upstream, timeout, new BufferLeases(new ArrayByteBufferPool()));
    }

    ProxyFixture(URI upstream, Duration timeout, ByteBufferPool buffers) throws IOException {
        this(upstream, new Settings(List.of(InetAddress.getLoopbackAddress()), 0, timeout, List.of("x")), buffers);
    }

    ProxyFixture(URI upstream, Settings settings) throws IOException {
        this(upstream, settings, new BufferLeases(new ArrayByteBufferPool()));
    }

    /** A proxy with that pool of buffers. */
    ProxyFixture(URI upstream, ByteBufferPool buffers) throws IOException {
        this(
                upstream,
                new Settings(List.of(InetAddress.getLoopbackAddress()), 0, Duration.ofSeconds(20), List.of("x")),
                buffers);
    }

    /** A proxy with that provider. */
    ProxyFixture(URI upstream, Plain provider) throws IOException {
        this(
                upstream,
                new Settings(List.of(InetAddress.getLoopbackAddress()), 0, Duration.ofSeconds(20), List.of("x")),
                new BufferLeases(new ArrayByteBufferPool()),
                provider);
    }

    private ProxyFixture(URI upstream, Settings settings, ByteBufferPool buffers) throws IOException {
        this(upstream, settings, buffers, new Plain());
    }

    private ProxyFixture(URI upstream, Settings settings, ByteBufferPool buffers, Plain provider) throws IOException {
        Router router = new Router(
                List.of(new GuardedProvider(provider, warnings::add)),
                "plain",
                upstream == null ? Map.of() : Map.of("plain", upstream));
        Journal journal = new Journal() {
            @Override
            public void decided(Decision decision) {}

            @Override
            public void refused(Fault fault) {
                refused.add(fault);
            }

            @Override
            public void ended(Decision decision, Outcome outcome) {
                outcomes.add(outcome);
            }
        };
        Interceptor interceptor = new Interceptor(router, policy, CommandParser::own);
        operator = new Operator(policy, interceptor);
        server = new ProxyServer(interceptor, journal, settings, buffers);
        server.start();
    }

    int port() {
        return server.port();
    }

    RawUpstream.Connection connect() throws IOException {
        return RawUpstream.Connection.to(port());
    }

    void arm(Amount amount) {
        policy.arm(ErrorMode.RATE_LIMIT, amount);
    }

    /** Carries out a command, and returns what is shown for it. */
    List<String> command(String line) {
        try {
            return operator.execute(line).lines();
        } catch (CommandException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the error frame of the fixture's provider. */
    static String errorFrame(String kind, long events) {
        return "event: error\ndata: {\"error\":\"%s\",\"after\":%d}\n\n".formatted(kind, events);
    }

    Outcome outcome() throws InterruptedException {
        return outcomes.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A provider that takes every call, and sees a stream asked for where the body says so in plain letters. */
    static class Plain implements Provider {

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public Optional<URI> upstream() {
            return Optional.empty();
        }

        @Override
        public Match match(Call call) {
            return Match.GENERIC;
        }

        @Override
        public Optional<Reply> error(ErrorMode mode, Call call) {
            return Optional.of(Reply.json(429, "{\"error\":\"slow down\"}", new Header("retry-after", "2")));
        }

        @Override
        public Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
            return Optional.of(errorFrame(mode.word(), soFar.events()));
        }

        @Override
        public Inference inference(Call call, byte[] body) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            return new Inference(Optional.empty(), text.contains("\"stream\":true"));
        }
    }
}
