package dev.errorproxy.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void putsPlainTextInQuotes() {
        assertThat(Json.quote("")).isEqualTo("\"\"");
        assertThat(Json.quote("rate limit / 20 s, ü€")).isEqualTo("\"rate limit / 20 s, ü€\"");
    }

    @Test
    void escapesQuotesAndBackslashes() {
        assertThat(Json.quote("say \"hi\"")).isEqualTo("\"say \\\"hi\\\"\"");
        assertThat(Json.quote("C:\\n")).isEqualTo("\"C:\\\\n\"");
    }

    @Test
    void escapesControlCharactersByNumber() {
        assertThat(Json.quote("a\nb\t\0")).isEqualTo("\"a\\u000ab\\u0009\\u0000\"");
        assertThat(Json.quote("\u001b[2J")).isEqualTo("\"\\u001b[2J\"");
    }

    @Test
    void escapesEmojiAsASurrogatePair() {
        assertThat(Json.quote("😀")).isEqualTo("\"\\ud83d\\ude00\"");
    }

    /** A lone surrogate has no UTF-8 form: sent as it is, it would turn into a question mark. */
    @Test
    void escapesLoneSurrogates() {
        assertThat(Json.quote("a\ud83d")).isEqualTo("\"a\\ud83d\"");
        assertThat(Json.quote("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\\", "\\\"", "\\u0041", "\\\\n", "a\r\n\tb", "😀 und ü", "\"}]", "\u2028\u007f"})
    void isReadBackAsItWas(String text) {
        assertThat(read(Json.quote(text))).isEqualTo(text);
    }

    @Test
    void isReadBackAsItWasForEveryCharacterAndSurvivesUtf8() {
        IntStream.rangeClosed(Character.MIN_VALUE, Character.MAX_VALUE).forEach(c -> {
            String text = "x" + (char) c + "y";
            byte[] wire = Json.quote(text).getBytes(StandardCharsets.UTF_8);
            assertThat(read(new String(wire, StandardCharsets.UTF_8))).isEqualTo(text);
        });
    }

    /** Reads what RFC 8259, section 7 calls a string, and fails on what it forbids. */
    private static String read(String quoted) {
        assertThat(quoted).startsWith("\"").endsWith("\"").hasSizeGreaterThan(1);
        StringBuilder text = new StringBuilder();
        int end = quoted.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = quoted.charAt(i);
            assertThat(c).isGreaterThanOrEqualTo(' ').isNotEqualTo('"');
            if (c != '\\') {
                text.append(c);
            } else if (quoted.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                assertThat(quoted.charAt(i)).isIn('"', '\\');
                assertThat(i).isLessThan(end);
                text.append(quoted.charAt(i));
            }
        }
        return text.toString();
    }
}
