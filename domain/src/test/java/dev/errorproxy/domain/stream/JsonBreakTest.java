package dev.errorproxy.domain.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBreakTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`data: {\"a\":1}\n\n`                      | `data: {\"a\n\n`",
                "`event: x\ndata:{\"a\":1}\nid: 3\r\n\r\n`  | `event: x\ndata:{\"a\nid: 3\r\n\r\n`",
                "`data: [DONE]\n\n`                         | `data: [DO\n\n`",
                "`data: {}\n\n`                             | `data: {\n\n`",
                "`data: {}       \n\n`                      | `data: {\n\n`",
                "`data:      {}\n\n`                        | `data:      {\n\n`",
                "`data: \"ab\"\n\n`                         | `data: \"a\n\n`",
                "`data: \"ééé\"\n\n`                        | `data: \"é\n\n`",
                "`data: 12\n\n`                             | `data: {1\n\n`",
                "`data: true\r\r`                           | `data: {tr\r\r`",
                "`data:\n\n`                                | `data:{\n\n`",
                "`data\n\n`                                 | `data:{\n\n`",
                "`data: {\ndata: \"a\":1\ndata: }\n\n`      | `data: {\ndata: \"a\n\n`",
                "`data\ndata: {\"a\":1}\n\n`                | `data:{\ndata: \n\n`",
            })
    void breaksTheDataAndNothingElse(String event, String broken) {
        assertThat(new String(Framing.EVENTS.broken(event.getBytes(UTF_8), 0), UTF_8))
                .isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"`,\n{\"a\":1}`|2|`,\n{\"a`", "`12`|0|`{1`", "`\n null`|2|`\n {nu`", "`{}`|0|`{`"})
    void breaksAnElementAndNotItsSeparator(String element, int body, String broken) {
        assertThat(new String(Framing.ARRAY.broken(element.getBytes(UTF_8), body), UTF_8))
                .isEqualTo(broken);
    }
}
