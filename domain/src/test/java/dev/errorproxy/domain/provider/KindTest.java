package dev.errorproxy.domain.provider;

import static dev.errorproxy.domain.testing.Calls.of;
import static dev.errorproxy.domain.testing.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/v1/messages",
                "/v1beta/models/gemini-2.5-pro:generateContent",
                "/",
                "/anything/else",
                "/oidcx/token",
                "/oauth3",
                "/v1/oauth"
            })
    void aPostAsksForInference(String path) {
        assertThat(Kind.usual(post(path))).isEqualTo(Kind.INFERENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oidc",
                "/oidc/v1/token",
                "/oauth/token",
                "/oauth2/token",
                "/.well-known/oauth-authorization-server"
            })
    void aPostThatSignsInIsMetadata(String path) {
        assertThat(Kind.usual(post(path))).isEqualTo(Kind.METADATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "DELETE", "PUT", "PATCH"})
    void anyOtherMethodIsMetadata(String method) {
        assertThat(Kind.usual(of(method, "/v1/chat/completions"))).isEqualTo(Kind.METADATA);
    }
}
