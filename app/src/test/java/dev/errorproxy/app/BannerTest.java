package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BannerTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, http://localhost:80",
        "0.0.0.0, http://0.0.0.0:80",
        "::1, http://[::1]:80",
        "[::1], http://[::1]:80"
    })
    void givesAnAddressThatClientsCanCall(String host, String address) {
        assertThat(Banner.address(host, 80)).isEqualTo(address);
    }
}
