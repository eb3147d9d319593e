package dev.errorproxy.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {

    private static final Look FULL = new Look(true, true);

    @ParameterizedTest
    @CsvSource({"NORMAL,", "QUIET, 2", "INJECTED, 33", "ERROR, 31"})
    void coloursALineByItsTone(Tone tone, String code) {
        String expected = code == null ? "text" : "\u001b[" + code + "mtext\u001b[0m";

        assertThat(FULL.dress(tone, "text")).isEqualTo(expected);
        assertThat(Look.PLAIN.dress(tone, "text")).isEqualTo("text");
    }

    @Test
    void putsASymbolBehindTheModeAsTheOperatorWordsIt() throws Exception {
        var operator = Operators.fresh();
        String calm = Operators.mode(operator);
        assertThat(FULL.dress(Tone.NORMAL, calm)).isEqualTo(calm + " \u2705");

        operator.execute("r");
        String armed = Operators.mode(operator);
        assertThat(FULL.dress(Tone.NORMAL, armed)).isEqualTo(armed + " \u26a1");
        assertThat(new Look(true, false).dress(Tone.NORMAL, armed)).isEqualTo(armed);
        assertThat(FULL.dress(Tone.NORMAL, Operators.NO_REQUESTS)).isEqualTo(Operators.NO_REQUESTS);
    }

    @Test
    void dependsOnTheTerminalAndOnNoColor() {
        assertThat(Look.of(Map.of(), UTF_8, 256)).isEqualTo(FULL);
        assertThat(Look.of(Map.of("NO_COLOR", ""), UTF_8, 8)).isEqualTo(FULL);
        assertThat(Look.of(Map.of("NO_COLOR", "0"), UTF_8, 256)).isEqualTo(Look.PLAIN);
        assertThat(Look.of(Map.of(), US_ASCII, 256)).isEqualTo(new Look(true, false));
        assertThat(Look.of(Map.of(), UTF_8, 0)).isEqualTo(new Look(false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\u0007", "\b", "\t", "\n", "\r", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029",
                "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800"
            })
    void showsAQuestionMarkForWhatATerminalObeys(String character) {
        assertThat(FULL.dress(Tone.NORMAL, "a" + character + "b")).isEqualTo("a?b");
    }

    @Test
    void leavesOtherTextAlone() {
        String text = "14:30:15 GET /caf\u00e9/\u65e5\u672c/\ud83d\ude00?q=%1B[0m -> openai";

        assertThat(Look.PLAIN.dress(Tone.QUIET, text)).isEqualTo(text);
    }
}
