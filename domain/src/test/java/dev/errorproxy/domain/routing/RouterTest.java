package dev.errorproxy.domain.routing;

import static dev.errorproxy.domain.testing.Calls.asking;
import static dev.errorproxy.domain.testing.Calls.get;
import static dev.errorproxy.domain.testing.Calls.of;
import static dev.errorproxy.domain.testing.Calls.post;
import static dev.errorproxy.domain.testing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.testing.StubProvider;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static final StubProvider ANTHROPIC = StubProvider.named("anthropic");
    private static final StubProvider DATABRICKS = StubProvider.named("databricks");
    private static final StubProvider OPENAI = StubProvider.named("openai");
    private static final URI ELSEWHERE = URI.create("http://127.0.0.1:9/base");

    @ParameterizedTest
    @CsvSource({
        "/openai, /",
        "/openai/, /",
        "/openai/v1/x, /v1/x",
        "/openai//v1, //v1",
        "/openai/v1/, /v1/",
        "/openai/a%2Fb, /a%2Fb",
        "/openai/openai/x, /openai/x",
        "/openai/anthropic/x, /anthropic/x"
    })
    void takesAProvidersNameOffThePath(String path, String stripped) {
        Route route = router(ANTHROPIC.matching(Match.EXPLICIT), OPENAI).route(post(path));
        assertThat(route.provider()).isEqualTo(OPENAI);
        assertThat(route.call()).isEqualTo(post(stripped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openaix/v1",
                "/openaix",
                "/opena/v1",
                "/OpenAI/v1",
                "//openai/x",
                "/v1/openai/x",
                "/openai%2Fx",
                "/%6Fpenai/x",
                "/openai;a=b/x",
                "/",
                "//",
                "*",
                ""
            })
    void leavesAPathAloneThatDoesNotBeginWithAProvidersName(String path) {
        Route route = router("anthropic", Map.of(), ANTHROPIC, OPENAI).route(post(path));
        assertThat(route.provider()).isEqualTo(ANTHROPIC);
        assertThat(route.call()).isEqualTo(post(path));
    }

    @Test
    void keepsQueryAndHeadersWhenItTakesTheNameOff() {
        Call call = asking(with(post("/openai/v1"), "a", "1"), "q=/openai/");
        assertThat(router(OPENAI).route(call).call()).isEqualTo(call.withPath("/v1"));
    }

    @ParameterizedTest
    @EnumSource
    void theStrongestMatchWinsWhateverTheOrderOfRegistration(Match strength) {
        Match weaker = Match.values()[Math.max(0, strength.ordinal() - 1)];
        StubProvider strong = StubProvider.named("middle").matching(strength);
        StubProvider first = StubProvider.named("first").matching(weaker);
        StubProvider last = StubProvider.named("zzz").matching(weaker);
        for (List<StubProvider> order : orders(strong, first, last)) {
            Router router = new Router(List.copyOf(order), "middle", Map.of());
            assertThat(router.route(post("/x")).provider()).as("of %s", order).isEqualTo(strong);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void equalMatchesGoByNameWhateverTheOrderOfRegistration(Match strength) {
        StubProvider a = StubProvider.named("a").matching(strength);
        StubProvider b = StubProvider.named("b").matching(strength);
        StubProvider c = StubProvider.named("c");
        for (List<StubProvider> order : orders(a, b, c)) {
            Router router = new Router(List.copyOf(order), "c", Map.of());
            assertThat(router.route(post("/x")).provider()).as("of %s", order).isEqualTo(a);
        }
    }

    @Test
    void aNamedProviderBeatsEveryMatch() {
        Route route = router(ANTHROPIC.matching(Match.PATH), OPENAI).route(post("/openai/v1/messages"));
        assertThat(route.provider()).isEqualTo(OPENAI);
    }

    @Test
    void whatNothingTellsGoesToTheFallback() {
        for (StubProvider fallback : List.of(ANTHROPIC, DATABRICKS, OPENAI)) {
            Router router = router(fallback.name(), Map.of(), ANTHROPIC, DATABRICKS, OPENAI);
            assertThat(router.route(post("/x")).provider()).isEqualTo(fallback);
            assertThat(router.route(of("OPTIONS", "*")).provider()).isEqualTo(fallback);
        }
    }

    @Test
    void anUntoldMetadataCallGoesToTheFallbackWhereNoneIsConfigured() {
        Router router = router("openai", Map.of(), DATABRICKS, OPENAI);
        assertThat(router.route(get("/x")).provider()).isEqualTo(OPENAI);
    }

    @Test
    void anUntoldMetadataCallGoesToTheOneConfiguredProvider() {
        Router router = router("openai", Map.of("databricks", ELSEWHERE), ANTHROPIC, DATABRICKS, OPENAI);
        assertThat(router.route(get("/x"))).isEqualTo(new Route(DATABRICKS, get("/x"), Optional.of(ELSEWHERE)));
        assertThat(router.route(post("/oauth2/token")).provider()).isEqualTo(DATABRICKS);
    }

    @Test
    void anUntoldMetadataCallGoesToTheFallbackWhereTwoAreConfigured() {
        Map<String, URI> two = Map.of("databricks", ELSEWHERE, "anthropic", ELSEWHERE);
        Router router = router("openai", two, ANTHROPIC, DATABRICKS, OPENAI);
        assertThat(router.route(get("/x")).provider()).isEqualTo(OPENAI);
    }

    @Test
    void anUntoldInferenceCallGoesToTheFallbackWhoeverIsConfigured() {
        Router router = router("openai", Map.of("databricks", ELSEWHERE), DATABRICKS, OPENAI);
        assertThat(router.route(post("/x")).provider()).isEqualTo(OPENAI);
    }

    @Test
    void aMetadataCallThatIsToldGoesWhereItBelongsWhoeverIsConfigured() {
        StubProvider told = ANTHROPIC.matching(Match.GENERIC);
        Router router = router("openai", Map.of("databricks", ELSEWHERE), told, DATABRICKS, OPENAI);
        assertThat(router.route(get("/x")).provider()).isEqualTo(told);
        assertThat(router.route(get("/openai/x")).provider()).isEqualTo(OPENAI);
    }

    @Test
    void aConfiguredAddressReplacesTheBuiltInOne() {
        Router router = router("openai", Map.of("openai", ELSEWHERE), ANTHROPIC, OPENAI);
        assertThat(router.upstream(OPENAI)).contains(ELSEWHERE);
        assertThat(router.route(post("/openai/x")).upstream()).contains(ELSEWHERE);
        assertThat(router.route(post("/x")).upstream()).contains(ELSEWHERE);
        assertThat(router.route(post("/anthropic/x")).upstream()).isEqualTo(ANTHROPIC.upstream());
    }

    @Test
    void aProviderWithoutAddressGoesNowhereUntilOneIsConfigured() {
        StubProvider own = DATABRICKS.withoutUpstream();
        assertThat(router(own).route(post("/x")).upstream()).isEmpty();
        assertThat(router("databricks", Map.of("databricks", ELSEWHERE), own)
                        .route(post("/x"))
                        .upstream())
                .contains(ELSEWHERE);
    }

    @Test
    void refusesUnknownNamesAndListsTheKnownOnes() {
        String message = "Unknown provider 'gpt'; known are anthropic, openai.";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> router("gpt", Map.of(), OPENAI, ANTHROPIC))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> router("openai", Map.of("gpt", ELSEWHERE), OPENAI, ANTHROPIC))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> router(OPENAI, ANTHROPIC).named("gpt"))
                .withMessage(message);
    }

    @Test
    void refusesTwoProvidersOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> router(OPENAI, ANTHROPIC, OPENAI.matching(Match.PATH)))
                .withMessage("Two providers are named openai.");
    }

    @Test
    void listsItsProvidersByNameAndLetsNobodyRemoveOne() {
        Router router = router(OPENAI, ANTHROPIC, DATABRICKS);
        assertThat(router.providers()).containsExactly(ANTHROPIC, DATABRICKS, OPENAI);
        assertThat(router.named("databricks")).isEqualTo(DATABRICKS);
        Iterator<Provider> all = router.providers().iterator();
        all.next();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(all::remove);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, OPENAI_REAL_HOST",
        "databricks, DATABRICKS_REAL_HOST",
        "my-own-2, MY_OWN_2_REAL_HOST",
        "mistral-ai, MISTRAL_AI_REAL_HOST"
    })
    void theVariableIsNamedAfterTheProvider(String provider, String variable) {
        assertThat(Router.variable(provider)).isEqualTo(variable);
    }

    private static Router router(StubProvider... providers) {
        return router(providers[0].name(), Map.of(), providers);
    }

    private static Router router(String fallback, Map<String, URI> configured, StubProvider... providers) {
        return new Router(List.of(providers), fallback, configured);
    }

    private static <T> List<List<T>> orders(T a, T b, T c) {
        return List.of(
                List.of(a, b, c),
                List.of(a, c, b),
                List.of(b, a, c),
                List.of(b, c, a),
                List.of(c, a, b),
                List.of(c, b, a));
    }
}
