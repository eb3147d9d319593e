package dev.errorproxy.domain.provider;

import static dev.errorproxy.domain.testing.Calls.asking;
import static dev.errorproxy.domain.testing.Calls.get;
import static dev.errorproxy.domain.testing.Calls.of;
import static dev.errorproxy.domain.testing.Calls.post;
import static dev.errorproxy.domain.testing.Calls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

    private static final Call CALL = post("/v1/messages");

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "X-API-KEY", "X-Api-Key"})
    void findsAHeaderInEitherCase(String name) {
        assertThat(with(CALL, "X-Api-Key", "k").header(name)).contains("k");
        assertThat(with(CALL, "x-api-key", "k").hasHeader(name)).isTrue();
    }

    @Test
    void takesTheFirstOfRepeatedHeaders() {
        assertThat(with(with(CALL, "a", "1"), "A", "2").header("a")).contains("1");
    }

    @Test
    void findsNoHeaderThatWasNotSent() {
        assertThat(with(CALL, "x-api-key-id", "k").header("x-api-key")).isEmpty();
        assertThat(CALL.hasHeader("x-api-key")).isFalse();
    }

    @Test
    void findsAnEmptyHeader() {
        assertThat(with(CALL, "x-api-key", "").header("x-api-key")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer sk-1", "bearer sk-1", "BEARER sk-1", "Bearer   sk-1"})
    void readsTheBearerTokenWhateverTheCaseOfTheScheme(String value) {
        Call call = with(CALL, "Authorization", value);
        assertThat(call.bearer()).contains("sk-1");
        assertThat(call.hasKeyPrefix("sk-")).isTrue();
        assertThat(call.hasKeyPrefix("k-")).isFalse();
        assertThat(call.hasKeyPrefix("SK-")).isFalse();
    }

    @Test
    void isUnderAnyOfSomeFoldersIfItIsUnderOne() {
        assertThat(CALL.isUnderAny(List.of("/v2", "/v1"))).isTrue();
        assertThat(CALL.isUnderAny(List.of("/v2", "/v"))).isFalse();
        assertThat(CALL.isUnderAny(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic sk-1", "Bearer", "Bearersk-1", "sk-1", ""})
    void readsNoBearerTokenFromOtherAuthorizations(String value) {
        Call call = with(CALL, "authorization", value);
        assertThat(call.bearer()).isEmpty();
        assertThat(call.hasKeyPrefix("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "key=1, true",
        "key=, true",
        "key, true",
        "a=1&key=2&b=3, true",
        "a=1&key, true",
        "'', false",
        "monkey=1, false",
        "keys=1, false",
        "key2, false",
        "a=key, false",
        "a=1?key=2, false",
        "Key=1, false"
    })
    void findsAQueryParameterByItsWholeName(String query, boolean found) {
        assertThat(asking(CALL, query).hasParameter("key")).isEqualTo(found);
    }

    @Test
    void findsNoParameterWithoutAQuery() {
        assertThat(CALL.hasParameter("key")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/oidc, /oidc, true",
        "/oidc/, /oidc, true",
        "/oidc/token, /oidc, true",
        "/oidc/token, /oidc/, true",
        "/oidc/, /oidc/, true",
        "/oidc, /oidc/, false",
        "/oidcx, /oidc, false",
        "/oidcx/token, /oidc, false",
        "/oid, /oidc, false",
        "/a/oidc, /oidc, false",
        "//oidc, /oidc, false",
        "/OIDC, /oidc, false",
        "/oidc%2Ftoken, /oidc, false",
        "*, /oidc, false"
    })
    void liesUnderAFolderAtWholeSegments(String path, String folder, boolean under) {
        assertThat(get(path).isUnder(folder)).isEqualTo(under);
    }

    @Test
    void changesNothingButThePath() {
        Call call = asking(with(CALL, "a", "1"), "q=2");
        assertThat(call.withPath("/x")).isEqualTo(new Call("POST", "/x", Optional.of("q=2"), call.headers()));
    }

    @Test
    void neverShowsTheQueryOrAHeaderValue() {
        Call call = with(asking(of("GET", "/v1beta/models"), "key=secret"), "x-goog-api-key", "secret");
        assertThat(call).hasToString("GET /v1beta/models");
        assertThat(call.headers().toString()).contains("x-goog-api-key").doesNotContain("secret");
    }

    @Test
    void keepsItsHeadersWhateverBecomesOfTheListTheyCameIn() {
        List<Header> headers = new ArrayList<>(List.of(new Header("a", "1")));
        Call call = new Call("GET", "/", Optional.empty(), headers);
        headers.clear();
        assertThat(call.headers()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> call.headers().clear());
    }

    @Test
    void namesThePartThatIsNull() {
        assertThatNullPointerException().isThrownBy(() -> of(null, "/")).withMessage("method is null");
        assertThatNullPointerException().isThrownBy(() -> of("GET", null)).withMessage("path is null");
        assertThatNullPointerException()
                .isThrownBy(() -> new Call("GET", "/", null, List.of()))
                .withMessage("query is null");
        assertThatNullPointerException().isThrownBy(() -> new Header(null, "")).withMessage("name is null");
        assertThatNullPointerException().isThrownBy(() -> new Header("a", null)).withMessage("value is null");
    }
}
