package dev.errorproxy.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Match;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RouterPropertyTest {

    private static final List<String> NAMES = List.of("anthropic", "databricks", "google", "openai");

    @Property
    void theStrongestMatchWinsWhateverTheOrder(
            @ForAll Match a, @ForAll Match b, @ForAll Match c, @ForAll Match d, @ForAll String path) {
        List<Match> matches = List.of(a, b, c, d);
        List<Provider> providers = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            providers.add(StubProvider.named(NAMES.get(i)).matching(matches.get(i)));
        }
        List<Provider> reversed = new ArrayList<>(providers);
        Collections.reverse(reversed);
        Call call = call("/v1/" + path);

        Route route = new Router(providers, "openai", Map.of()).route(call);
        Match strongest = matches.stream().max(Match::compareTo).orElseThrow();
        String winner = strongest == Match.NONE ? "openai" : NAMES.get(matches.indexOf(strongest));
        assertThat(route.provider().name()).isEqualTo(winner);
        assertThat(route.call()).isEqualTo(call);
        assertThat(new Router(reversed, "openai", Map.of()).route(call)).isEqualTo(route);
    }

    @Property
    void aNamedProviderWinsOverEveryMatchAndOnlyItsNameIsTakenOff(@ForAll Match match, @ForAll String rest) {
        Router router = new Router(
                List.of(
                        StubProvider.named("openai"),
                        StubProvider.named("google").matching(match)),
                "google",
                Map.of());
        Route route = router.route(call("/openai/" + rest));
        assertThat(route.provider().name()).isEqualTo("openai");
        assertThat(route.call()).isEqualTo(call("/" + rest));
    }

    @Property
    void everyPathGoesSomewhere(@ForAll String path) {
        Router router = new Router(List.of(StubProvider.named("openai")), "openai", Map.of());
        assertThat(router.route(call(path)).provider().name()).isEqualTo("openai");
    }

    private static Call call(String path) {
        return new Call("POST", path, Optional.empty(), List.of());
    }
}
