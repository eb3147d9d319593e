package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.routing.Route;
import dev.errorproxy.domain.routing.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Detection, asked about calls that no client makes. */
class DetectionPropertyTest {

    private final List<Provider> providers = Calls.providers();
    private final Router router = new Router(providers, "openai", Map.of());

    @Property
    void everyCallHasOneProviderWhateverTheirOrder(@ForAll("calls") Call call, @ForAll Random random) {
        List<Provider> shuffled = new ArrayList<>(providers);
        Collections.shuffle(shuffled, random);
        Route route = router.route(call);
        assertThat(router.route(call)).isEqualTo(route);
        assertThat(new Router(shuffled, "openai", Map.of()).route(call)).isEqualTo(route);
    }

    /** Errors that every provider gives at every path. */
    private static final Set<ErrorMode> EVERYWHERE =
            EnumSet.of(ErrorMode.CONTEXT_LENGTH, ErrorMode.RATE_LIMIT, ErrorMode.SERVER_ERROR);

    @Property
    void aNameInThePathWinsOverAllElse(@ForAll("names") String name, @ForAll("calls") Call call) {
        Route route = router.route(call.withPath("/" + name + "/" + call.path()));
        assertThat(route.provider().name()).isEqualTo(name);
        assertThat(route.call()).isEqualTo(call.withPath("/" + call.path()));
    }

    @Property
    void everyProviderHasAKindForEveryCallAndWordsInItsOwnFormat(@ForAll("calls") Call call, @ForAll ErrorMode mode) {
        for (Provider provider : providers) {
            assertThat(provider.match(call)).isNotNull();
            assertThat(provider.kind(call)).isNotNull();
            Optional<Reply> reply = provider.error(mode, call);
            assertThat(reply.isPresent() || !EVERYWHERE.contains(mode)).isTrue();
            reply.ifPresent(words ->
                    assertThat(Simulated.json(words.body()).isContainerNode()).isTrue());
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(providers.stream().map(Provider::name).toList());
    }

    @Provide
    Arbitrary<Call> calls() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8);
        Arbitrary<String> pieces = Arbitraries.oneOf(
                text,
                Arbitraries.of(
                        "/",
                        "/v1",
                        "/v1beta",
                        "/api",
                        "/alpha",
                        "/chat/completions",
                        "/messages",
                        "/models/",
                        ":generateContent",
                        ":streamGenerateContent",
                        ":countTokens",
                        "/serving-endpoints/",
                        "/invocations",
                        "/ai-gateway/",
                        "anthropic/",
                        "/oidc/",
                        "/2.0/",
                        "%2F",
                        "%",
                        "//",
                        "*",
                        "?",
                        "key=",
                        "&",
                        "=",
                        "alt=sse"));
        Arbitrary<String> strings = pieces.list().ofMaxSize(5).map(list -> String.join("", list));
        Arbitrary<Header> headers = Combinators.combine(
                        Arbitraries.oneOf(
                                text,
                                Arbitraries.of(
                                        "Authorization",
                                        "x-api-key",
                                        "X-API-KEY",
                                        "anthropic-version",
                                        "x-goog-api-key",
                                        "x-goog-api-client",
                                        "HTTP-Referer",
                                        "X-Title")),
                        Arbitraries.oneOf(
                                text,
                                Arbitraries.of(
                                        "Bearer",
                                        "Bearer ",
                                        "Bearer sk-ant-",
                                        "bearer sk-or-v1",
                                        "Bearer dapi1",
                                        "BEARER AIza",
                                        "Basic x",
                                        "Bearer sk-proj-1")))
                .as(Header::new);
        return Combinators.combine(
                        Arbitraries.oneOf(text, Arbitraries.of("GET", "POST", "post", "HEAD")),
                        strings,
                        strings.optional(),
                        headers.list().ofMaxSize(4))
                .as(Call::new);
    }
}
