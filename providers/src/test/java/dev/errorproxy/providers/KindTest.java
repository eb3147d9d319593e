package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class KindTest {

    @ParameterizedTest(name = "{1}: {2} is {0}")
    @CsvFileSource(resources = "/kinds.csv", delimiter = '|')
    void sparesWhatAsksNoModel(Kind kind, String provider, String request) {
        assertThat(Calls.provider(provider).kind(Calls.call(request, null))).isEqualTo(kind);
    }
}
