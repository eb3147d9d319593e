package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost",
        "HTTPS://host:1/a/b/, HTTPS://host:1/a/b/",
        "http://[::1]:80, http://[::1]:80",
        "http://host/\u65e5/%2F, http://host/%E6%97%A5/%2F"
    })
    void isTakenInAscii(String text, String taken) throws StartException {
        assertThat(new UpstreamAddress(text).read("--upstream")).hasToString(taken);
    }
}
