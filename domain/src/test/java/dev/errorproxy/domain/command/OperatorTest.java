package dev.errorproxy.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errorproxy.domain.command.Operator.Reaction;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.provider.GuardedProvider;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {

    private final InjectionPolicy policy = new InjectionPolicy(1);
    private final Interceptor interceptor = new Interceptor(
            new Router(List.of(StubProvider.named("stub")), "stub", Map.of()), policy, CommandParser::own);
    private final Operator operator = new Operator(policy, interceptor);

    @ParameterizedTest
    @CsvSource({
        "n, No error (pass through)",
        "c, Context length exceeded (1 remaining)",
        "R 4, Rate limit exceeded (4 remaining)",
        "u 30%, Unknown server error (30% of requests)",
        "server-error *, Unknown server error (100% of requests)",
        "c 0, No error (pass through)",
        "status, No error (pass through)"
    })
    void showsTheModeAndTheNumberOfRequestsAfterACommand(String line, String mode) throws CommandException {
        assertThat(operator.execute(line))
                .isEqualTo(new Reaction(List.of("Current mode: " + mode, "Requests handled: 0"), false));
        assertThat(policy.describe()).isEqualTo(mode);
    }

    @Test
    void saysOfAProviderThatFailsWhatBecomesOfItsCalls() throws CommandException {
        StubProvider failing = StubProvider.named("failing").meanwhile(() -> {
            throw new AssertionError();
        });
        Provider guarded = new GuardedProvider(failing, warning -> {});
        Interceptor interceptor =
                new Interceptor(new Router(List.of(guarded), "failing", Map.of()), policy, CommandParser::own);
        assertThat(new Operator(policy, interceptor).execute("r").lines())
                .contains("Note: failing fails at wording 'rate-limit' (java.lang.AssertionError); its calls will be"
                        + " refused.");
    }

    @Test
    void showsWhatIsLeftAfterRequests() throws CommandException {
        operator.execute("r 2");
        assertThat(interceptor.decide(Calls.post("/x")).fault())
                .map(Fault::word)
                .contains("rate-limit");
        assertThat(operator.execute("status").lines())
                .containsExactly(
                        "Current mode: Rate limit exceeded (1 remaining)",
                        "Requests handled: 1",
                        "All calls: Rate limit exceeded (1 remaining); drawn 1, hit 0, missed 0");
        assertThat(interceptor.decide(Calls.post("/x")).fault())
                .map(Fault::word)
                .contains("rate-limit");
        assertThat(operator.status()).containsExactly("Current mode: No error (pass through)", "Requests handled: 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "none", "c 0", "r 0%", "u 0.0"})
    void noErrorAndNoneOfAnErrorBothDisarm(String line) throws CommandException {
        operator.execute("c *");
        operator.execute(line);
        assertThat(interceptor.decide(Calls.post("/x")).fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "c -1", "r 1.5", "u 101%", "n 3", "q 1", "c abc"})
    void aRefusedLineChangesNothing(String line) throws CommandException {
        operator.execute("r 4");
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> operator.execute(line));
        assertThat(operator.status())
                .containsExactly("Current mode: Rate limit exceeded (4 remaining)", "Requests handled: 0");
    }

    @Test
    void helpExplainsAndChangesNothing() throws CommandException {
        operator.execute("r 4");
        assertThat(operator.execute("help")).isEqualTo(new Reaction(CommandParser.HELP, false));
        assertThat(policy.describe()).isEqualTo("Rate limit exceeded (4 remaining)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "quit", "Q", " QUIT "})
    void onlyQuitQuits(String line) throws CommandException {
        assertThat(operator.execute(line)).isEqualTo(new Reaction(List.of(), true));
    }

    @Test
    void aReactionKeepsItsLines() {
        List<String> lines = new ArrayList<>(List.of("a"));
        Reaction reaction = new Reaction(lines, false);
        lines.clear();
        assertThat(reaction.lines()).containsExactly("a");
    }
}
