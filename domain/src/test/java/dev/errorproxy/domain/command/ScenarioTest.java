package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {

    private final InjectionPolicy policy = new InjectionPolicy(1);
    private final Operator operator = new Operator(
            policy,
            new Interceptor(
                    new Router(
                            List.of(
                                    StubProvider.named("loud"),
                                    StubProvider.named("silent").withoutErrors()),
                            "loud",
                            Map.of()),
                    policy,
                    CommandParser::own));

    @Test
    void isReadLineByLineWithoutComments() throws CommandException {
        String text = """
                # a comment
                   # another

                r 3 @loud # limited
                u message="a # b" @silent\t# failing
                n @loud@key=a#b#\r
                """;
        assertThat(Scenario.parse(text, operator.providers()).stream().map(Command::text))
                .containsExactly(
                        "rate-limit 3 @loud", "server-error @silent message=\"a # b\"", "none @loud@key=\"...a#b#\"");
        assertThat(Scenario.parse("", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'r 3\n\n# x\nx 4', line 4: Unknown command 'x 4'",
        "'r @quiet', line 1: Unknown provider '@quiet'",
        "'n\nstatus', line 2: 'status' has no place in a scenario",
        "'n\nq', line 2: 'q' has no place in a scenario",
        "'help', line 1: 'help' has no place in a scenario"
    })
    void aLineThatIsWrongIsNamedAndNothingIsArmed(String text, String reason) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> operator.play(text))
                .withMessageStartingWith(reason);
        assertThat(policy.describeAll()).isEmpty();
    }

    @Test
    void isCarriedOutAsAWhole() throws CommandException {
        assertThat(operator.play("r 3\nu 1 @loud\nbilling @silent").lines())
                .containsExactly(
                        "Current mode: Rate limit exceeded (3 remaining)",
                        "Requests handled: 0",
                        "@silent: Billing problem (1 remaining); drawn 0, hit 0, missed 0",
                        "@loud: Unknown server error (1 remaining); drawn 0, hit 0, missed 0",
                        "Note: silent can't word 'rate-limit'; its calls will pass.",
                        "Note: silent can't word 'billing'; its calls will pass.");
    }

    @ParameterizedTest
    @CsvSource({
        "stream-error quota @silent, Note: silent can't word 'stream-error quota after=5'; its calls will pass.",
        "r retry-after=20 @loud, Note: loud can't word 'rate-limit retry-after=20s'; its calls will pass."
    })
    void whatAProviderCannotWordIsSaidWhenItIsArmed(String line, String note) throws CommandException {
        assertThat(operator.execute(line).lines()).endsWith(note).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"u @loud", "html", "stream-cut @silent", "n @silent"})
    void nothingIsSaidOfWhatNeedsNoWords(String line) throws CommandException {
        assertThat(operator.execute(line).lines()).noneMatch(shown -> shown.startsWith("Note"));
    }

    @Test
    void statusShowsEachTarget() throws CommandException {
        operator.execute("u 2");
        operator.execute("stream-end @loud");
        assertThat(operator.execute("status").lines())
                .containsExactly(
                        "Current mode: Unknown server error (2 remaining)",
                        "Requests handled: 0",
                        "@loud: Early end of the stream after=5 (1 remaining); drawn 0, hit 0, missed 0",
                        "All calls: Unknown server error (2 remaining); drawn 0, hit 0, missed 0");
        assertThat(operator.execute("n @loud").lines()).hasSize(2);
        assertThat(policy.describe()).isEqualTo("Unknown server error (2 remaining)");
        operator.execute("n");
        assertThat(policy.describe()).isEqualTo("No error (pass through)");
    }

    @Test
    void helpOfAWord() throws CommandException {
        assertThat(operator.execute("help u").lines())
                .isEqualTo(Help.of(Grammar.find("u").orElseThrow()));
    }

    static List<String> presets() {
        return Presets.names();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetSaysWhatItPlaysAndPlaysIt(String name) throws CommandException {
        assertThat(Presets.text(name)).startsWith("# ");
        assertThat(Presets.commands(name, List.of("any"))).isNotEmpty();
        assertThat(operator.play(Presets.text(name)).quits()).isFalse();
    }

    @Test
    void aPresetThatThereIsNotIsRefused() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Presets.text("outrage"))
                .withMessage("Unknown preset 'outrage'. Did you mean outage? Presets are flaky, rate-limited, outage,"
                        + " overloaded-evening, brutal.");
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> Presets.text("../grammar"));
    }

    @Test
    void everyKindOfErrorHasItsWord() {
        assertThat(Grammar.faults())
                .contains(List.of(ErrorMode.values()).stream()
                        .map(ErrorMode::word)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "st            | status stream-error stream-end stream-cut stream-reset stream-stall stream-garbage"
                        + " stream-split stream-slow stream-dup",
                "q             | q quota quit",
                "R             | r rate-limit refusal redirect refuse reset",
                "r 3, st       | stream-error stream-end stream-cut stream-reset stream-stall stream-garbage stream-split"
                        + " stream-slow stream-dup",
                "r,overl       | r,overloaded",
                "help thr      | help throttle",
                "hang @        | @loud @silent @stream @nostream @key=... @*/ @/",
                "hang @loud@no | @loud@nostream",
                "hang 3@l      | 3@loud",
                "cut d         | delay=",
                "cut after=1b d | delay=",
                "cut delay=1s d | ''",
                "stream-error ov | overloaded",
                "status x      | ''",
                "x             | ''"
            })
    void completesWhatMayComeNext(String soFar, String offered) {
        String expected = offered.replace("''", "").replace("help throttle", "throttle");
        List<String> all = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        assertThat(operator.completions(soFar)).containsExactlyInAnyOrderElementsOf(all);
    }
}
