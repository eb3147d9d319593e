package dev.errorproxy.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorModeTest {

    @ParameterizedTest
    @CsvSource({
        "CONTEXT_LENGTH, c, context-length, Context length exceeded",
        "RATE_LIMIT, r, rate-limit, Rate limit exceeded",
        "SERVER_ERROR, u, server-error, Unknown server error"
    })
    void isWrittenAndShownSo(ErrorMode mode, char letter, String word, String title) {
        assertThat(mode.letter()).isEqualTo(letter);
        assertThat(mode.word()).isEqualTo(word);
        assertThat(mode.title()).isEqualTo(title);
    }
}
