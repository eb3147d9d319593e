package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.provider.ErrorMode;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CommandPropertyTest {

    @Property
    void everyTextIsACommandOrRefusedInOneLine(@ForAll String line) {
        Lines.readOrRefused(line);
    }

    @Property
    void everythingLikeACommandIsOneOrRefusedInOneLine(@ForAll("almostCommands") String line) {
        Lines.readOrRefused(line);
    }

    @Property
    void caseAndSurroundingBlanksDoNotMatter(@ForAll("almostCommands") String line, @ForAll("blanks") String blanks) {
        Optional<Command> command = Lines.readOrRefused(line);
        assertThat(Lines.readOrRefused(blanks + line.toUpperCase(Locale.ROOT) + blanks))
                .isEqualTo(command);
    }

    @Property
    void everyCountArmsThatOften(
            @ForAll ErrorMode mode,
            @ForAll @IntRange(min = 1, max = 999_999_999) int count,
            @ForAll("blanks") String blanks) {
        assertThat(Lines.readOrRefused(mode.word() + blanks + count))
                .contains(new Command.Arm(mode, new Amount.Times(count)));
        assertThat(Lines.readOrRefused(mode.word() + blanks + "00" + count))
                .contains(new Command.Arm(mode, new Amount.Times(count)));
    }

    @Property
    void everyPercentageArmsThatShare(@ForAll ErrorMode mode, @ForAll @IntRange(min = 1, max = 9_999) int hundredths) {
        String decimal = "%d.%02d".formatted(hundredths / 100, hundredths % 100);
        assertThat(Lines.readOrRefused(mode.word() + " " + decimal + "%"))
                .contains(new Command.Arm(mode, new Amount.Share(hundredths / 10_000.0)));
        assertThat(Lines.readOrRefused(mode.word() + " 0.%04d".formatted(hundredths)))
                .contains(new Command.Arm(mode, new Amount.Share(hundredths / 10_000.0)));
    }

    @Provide
    Arbitrary<String> almostCommands() {
        return Arbitraries.of(
                        "c",
                        "r",
                        "u",
                        "n",
                        "q",
                        "none",
                        "rate-limit",
                        "status",
                        "help",
                        "4",
                        "0",
                        "30",
                        "100",
                        "1.0",
                        "0.3",
                        "%",
                        "*",
                        ".",
                        "-",
                        "+",
                        " ",
                        "\t",
                        "\u00a0",
                        "e",
                        "x",
                        "999999999",
                        "1000000000",
                        "\u0130")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.strings().withChars(' ', '\t', '\r', '\n').ofMaxLength(5);
    }
}
