package dev.errorproxy.domain.provider;

import static dev.errorproxy.domain.testing.Calls.get;
import static dev.errorproxy.domain.testing.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.testing.StubProvider;
import org.junit.jupiter.api.Test;

/** What a plugin gets that implements no more than it must. */
class ProviderTest {

    private final Provider provider = StubProvider.named("plain");

    @Test
    void wordsTheProxysOwnErrorsAsJson() {
        assertThat(provider.proxyError(502, "Proxy: \"plain.example\"\nis unknown.", post("/x")))
                .isEqualTo(Reply.json(502, """
                                {"error":{"message":"Proxy: \\"plain.example\\"\\u000ais unknown.","type":"proxy_error","code":502}}"""));
    }

    @Test
    void tellsInferenceFromMetadataInTheUsualWay() {
        assertThat(provider.kind(post("/x"))).isEqualTo(Kind.INFERENCE);
        assertThat(provider.kind(get("/x"))).isEqualTo(Kind.METADATA);
    }

    @Test
    void hasNoClientVariables() {
        assertThat(provider.clientVariables()).isEmpty();
    }
}
