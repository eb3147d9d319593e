package dev.errorproxy.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-5, gpt-5, true",
        "gpt-5, gpt-5-mini, false",
        "gpt-5, GPT-5, false",
        "gpt-5*, gpt-5, true",
        "gpt-5*, gpt-5-mini, true",
        "gpt-5*, gpt-4o, false",
        "*mini, gpt-5-mini, true",
        "*mini, gpt-5-mini-2, false",
        "*5*mini, gpt-5-mini, true",
        "*5*mini, gpt-mini-5, false",
        "a*b*c, abbcbc, true",
        "a*b*c, abbcb, false",
        "/v1/*, /v1/chat/completions, true",
        "/v1/*/cancel, /v1/a/b/cancel, true",
        "gpt.5, gpt-5, false",
        "[a-z], b, false",
        "**, anything, true",
        "a*a, a, false",
        "'', a, false",
        "'', '', true"
    })
    void anAsteriskStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void manyAsterisksTakeNoTime() {
        Glob glob = new Glob("a*".repeat(400) + "b");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), () -> glob.matches("a".repeat(100_000))))
                .isFalse();
    }
}
