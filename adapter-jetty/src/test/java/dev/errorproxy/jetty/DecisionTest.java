package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Kind;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.TokenCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens while a call is decided about, and where nothing can be decided. */
class DecisionTest {

    private static final String CALL = "POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void takesNoTimeOfOthersWhileTheTokensOfLongPromptsAreCounted() throws Exception {
        CountDownLatch counted = new CountDownLatch(1);
        List<RawUpstream.Connection> slow = new ArrayList<>();
        try (RawUpstream upstream = RawUpstream.answering(OK, new ArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address(), new ProxyFixture.Plain() {
                    @Override
                    public Optional<TokenCount> tokens(Call call, byte[] body) {
                        await(counted);
                        return Optional.of(new TokenCount(1, "waiting"));
                    }
                })) {
            proxy.command("window tokens=10");
            for (int i = 0; i < 50; i++) { // On every thread that there is.
                slow.add(proxy.connect());
                slow.get(i).write(CALL);
            }
            for (int i = 0; i < 10; i++) {
                try (RawUpstream.Connection neighbour = proxy.connect()) {
                    neighbour.write("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertThat(neighbour.readHead()).startsWith("HTTP/1.1 200 ");
                }
            }
            counted.countDown();
            for (RawUpstream.Connection client : slow) {
                assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            counted.countDown();
            for (RawUpstream.Connection client : slow) {
                client.close();
            }
        }
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                        IllegalStateException.class,
                        AbstractMethodError.class,
                        FailedAssertion.class,
                        StackOverflowError.class)
                .flatMap(failure -> Stream.of(Arguments.of("kind", failure), Arguments.of("error", failure)));
    }

    /** An assertion of a provider's own; those of Java take no text as such. */
    private static final class FailedAssertion extends AssertionError {

        private static final long serialVersionUID = 1;

        public FailedAssertion(String text) {
            super(text);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void refusesACallAboutWhichItsProviderFailsAndSpendsNothing(String method, Class<? extends Throwable> failure)
            throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null, new ProxyFixture.Plain() {
                    @Override
                    public Kind kind(Call call) {
                        if (method.equals("kind")) {
                            throw failing(failure);
                        }
                        return super.kind(call);
                    }

                    @Override
                    public Optional<Reply> error(ErrorMode mode, Call call) {
                        throw failing(failure);
                    }
                });
                RawUpstream.Connection client = proxy.connect()) {
            proxy.arm(Amount.ONCE);
            client.write(CALL);
            assertThat(client.readUntil("}}"))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("x-error-proxy: request-error\r\n")
                    .contains("plain fails at " + method + " (" + failure.getName() + ")")
                    .doesNotContain("perhaps");
            assertThat(proxy.outcome())
                    .matches(outcome -> outcome.ending() == Ending.COMPLETED)
                    .extracting(outcome -> outcome.detail())
                    .asString()
                    .contains(failure.getName());
            assertThat(proxy.policy.describe()).contains("1 remaining");
        }
    }

    @Test
    void saysInTheUsualWayThatAnUpstreamIsUnknownWhereTheProviderFailsToSayIt() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null, new ProxyFixture.Plain() {
                    @Override
                    public Reply proxyError(int status, String message, Call call) {
                        return null;
                    }
                });
                RawUpstream.Connection client = proxy.connect()) {
            client.write(CALL);
            assertThat(client.readUntil("}}"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("{\"error\":{\"message\":\"Provider Error Proxy: no upstream is known for plain.");
            assertThat(proxy.outcome().ending()).isEqualTo(Ending.UPSTREAM_ERROR);
            assertThat(proxy.warnings)
                    .containsExactly("Provider plain fails at proxyError (it returns null); told once.");
        }
    }

    @Test
    void refusesACallForWhichThereIsNoMemory() throws Exception {
        try (ProxyFixture proxy = new ProxyFixture(null, new ProxyFixture.Plain() {
                    @Override
                    public Optional<TokenCount> tokens(Call call, byte[] body) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                });
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("limit tpm=10");
            client.write(CALL);
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 500 ").contains("OutOfMemoryError");
        }
    }

    /** A fault that is armed just then would be decided about without the body: {@code @nostream} would hit a stream. */
    @Test
    void looksOnlyOnceWhetherTheBodyIsNeeded() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (RawUpstream upstream = RawUpstream.answering(OK, new ArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address(), new ProxyFixture.Plain() {
                    @Override
                    public Kind kind(Call call) {
                        return looks.getAndIncrement() == 0 ? Kind.METADATA : Kind.INFERENCE;
                    }
                });
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("c @nostream");
            client.write("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n\"stream\":true");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** Throws it, or returns it to be thrown. */
    private static RuntimeException failing(Class<? extends Throwable> failure) {
        try {
            Throwable made = failure.getConstructor(String.class).newInstance("a key, perhaps");
            if (made instanceof Error error) {
                throw error;
            }
            return (RuntimeException) made;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
