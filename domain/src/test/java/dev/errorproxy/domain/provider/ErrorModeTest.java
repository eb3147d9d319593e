package dev.errorproxy.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorModeTest {

    @ParameterizedTest
    @CsvSource({
        "CONTEXT_LENGTH, context-length, Context length exceeded",
        "RATE_LIMIT, rate-limit, Rate limit exceeded",
        "SERVER_ERROR, server-error, Unknown server error"
    })
    void isWrittenAndShownSo(ErrorMode mode, String word, String title) {
        assertThat(mode.word()).isEqualTo(word);
        assertThat(mode.title()).isEqualTo(title);
    }
}
