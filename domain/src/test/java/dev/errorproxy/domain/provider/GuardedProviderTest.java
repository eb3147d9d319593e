package dev.errorproxy.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errorproxy.domain.routing.Route;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.FailingProvider;
import dev.errorproxy.domain.testing.StubProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the proxy where a provider throws or returns what it must not. */
class GuardedProviderTest {

    private static final Call CALL = Calls.post("/x");
    private static final byte[] BODY = {};
    private static final StreamSoFar SO_FAR = new StreamSoFar(false, 0, Optional.empty(), Optional.empty());
    private static final Standing STANDING =
            new Standing(Optional.empty(), Optional.empty(), 0, Optional.empty(), Duration.ZERO);

    private final List<String> warnings = new ArrayList<>();

    /** All that a provider of anyone's may do; null stands for a null that it returns. */
    private static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a key, perhaps"),
                new NoClassDefFoundError("a key, perhaps"),
                new AssertionError("a key, perhaps"),
                new StackOverflowError(),
                null);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void oneThatFailsToMatchTakesNoCallOfOthers(Throwable failure) {
        StubProvider other = StubProvider.named("other").matching(Match.GENERIC);
        Router router = new Router(List.of(guarded("match", failure), other), "failing", Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(router.route(CALL).provider()).isEqualTo(other);
        }
        assertThat(router.route(Calls.post("/failing/x")).provider().name()).isEqualTo("failing");
        assertWarned("match", failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void oneThatFailsToWordWhatTheProxySaysLetsItSayThatInTheUsualWay(Throwable failure) {
        Route route = new Route(guarded("proxyError", failure), CALL, Optional.empty());
        assertThat(route.proxyError(502, "silent")).isEqualTo(Reply.ofProxy(502, "silent"));
        assertWarned("proxyError", failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void oneThatFailsToKeepAStreamAliveDoesSoByAComment(Throwable failure) {
        assertThat(guarded("keepAlive", failure).keepAlive(CALL)).isEqualTo(": keep-alive\n\n");
        assertWarned("keepAlive", failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void allOtherFailuresAreOfOneKindAndOnlyThoseWithinAStreamAreToldHere(Throwable failure) {
        Map<String, Function<Provider, Object>> questions = Map.of(
                "kind", provider -> provider.kind(CALL),
                "error", provider -> provider.error(ErrorMode.AUTH, CALL, Wording.USUAL),
                "streamError", provider -> provider.streamError(ErrorMode.AUTH, CALL, Wording.USUAL, SO_FAR),
                "streamForms", provider -> provider.streamForms(CALL),
                "inference", provider -> provider.inference(CALL, BODY),
                "tokens", provider -> provider.tokens(CALL, BODY),
                "standing", provider -> provider.standing(STANDING, CALL),
                "limited", provider -> provider.limited(STANDING, CALL),
                "tooLong", provider -> provider.tooLong(new TokenCount(1, "words"), 1, CALL));
        questions.forEach((method, question) -> {
            Provider provider = guarded(method, failure);
            assertThatExceptionOfType(ProviderFailure.class)
                    .isThrownBy(() -> question.apply(provider))
                    .withMessage("failing fails at " + method + " (" + reason(failure) + ")");
        });
        assertWarned("streamError", failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "upstream", "clientVariables"})
    void oneThatFailsToSayWhoItIsIsNamedByItsClass(String method) {
        failures().forEach(failure -> {
            Provider failing = FailingProvider.at(method, failure);
            assertThatExceptionOfType(ProviderFailure.class)
                    .isThrownBy(() -> new GuardedProvider(failing, warnings::add))
                    .withMessage(failing.getClass().getName() + " fails at " + method + " (" + reason(failure) + ")");
        });
    }

    @Test
    void nothingInAListIsNull() {
        Provider provider = new GuardedProvider(new Lists(Arrays.asList("chat", null)), warnings::add);
        assertThatExceptionOfType(ProviderFailure.class).isThrownBy(() -> provider.streamForms(CALL));
    }

    /** Of that a whole process may suffer, and whoever asks knows what to do. */
    @Test
    void nobodyIsBlamedForWantOfMemory() {
        for (String method : List.of("match", "kind", "proxyError", "keepAlive")) {
            Provider provider = guarded(method, new OutOfMemoryError());
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> {
                provider.match(CALL);
                provider.kind(CALL);
                provider.proxyError(502, "silent", CALL);
                provider.keepAlive(CALL);
            });
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void anotherKindOfFailureIsToldToo() {
        Provider provider = new GuardedProvider(new Lists(null), warnings::add);
        for (int i = 0; i < 3; i++) {
            provider.match(CALL);
            provider.keepAlive(CALL);
        }
        assertThat(warnings).hasSize(2);
    }

    @Test
    void anAddressIsAskedForOnceAndIsInAscii() {
        assertThat(guarded("match", null).upstream()).contains(URI.create("https://failing.example"));
        Provider provider = new GuardedProvider(new Lists(List.of()), warnings::add);
        assertThat(provider.upstream())
                .contains(URI.create("http://host/%E6%97%A5"))
                .isSameAs(provider.upstream());
    }

    private GuardedProvider guarded(String method, Throwable failure) {
        return new GuardedProvider(FailingProvider.at(method, failure), warnings::add);
    }

    private void assertWarned(String method, Throwable failure) {
        assertThat(warnings)
                .containsExactly("Provider failing fails at " + method + " (" + reason(failure) + "); told once.");
    }

    private static String reason(Throwable failure) {
        return failure == null ? "it returns null" : failure.getClass().getName();
    }

    /** A provider that fails where it is asked about calls, and has these forms. */
    private record Lists(List<String> forms) implements Provider {

        @Override
        public String name() {
            return "lists";
        }

        @Override
        public Optional<URI> upstream() {
            return Optional.of(URI.create("http://host/\u65e5"));
        }

        @Override
        public Match match(Call call) {
            throw new IllegalStateException();
        }

        @Override
        public Optional<Reply> error(ErrorMode mode, Call call) {
            return Optional.empty();
        }

        @Override
        public List<String> streamForms(Call call) {
            return forms;
        }

        @Override
        public String keepAlive(Call call) {
            throw new IllegalArgumentException();
        }
    }
}
