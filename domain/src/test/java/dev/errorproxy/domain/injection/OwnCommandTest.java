package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.command.Command;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that bring a command of their own, and what their body says. */
class OwnCommandTest {

    private static final StubProvider SILENT = StubProvider.named("silent").withoutErrors();
    private static final StubProvider STUB = StubProvider.named("stub");
    private static final Call CHAT = Calls.post("/v1/chat/completions");
    private static final byte[] NO_BODY = {};

    private final InjectionPolicy policy = new InjectionPolicy(1);
    private final Interceptor interceptor =
            new Interceptor(new Router(List.of(SILENT, STUB), "stub", Map.of()), policy, CommandParser::own);

    @ParameterizedTest
    @CsvSource({
        "stream-error after=3, stream-error overloaded after=3",
        "R status=503, rate-limit status=503",
        "hang for=20s, hang for=20s",
        "'  slow delay=2s ', slow"
    })
    void aCommandOfItsOwnDecidesForThatCallAlone(String value, String fault) {
        policy.arm(ErrorMode.CONTEXT_LENGTH, Amount.ONCE);
        assertThat(decide(asking(value)).fault()).map(Fault::text).contains(fault);
        assertThat(policy.describeAll()).singleElement().asString().contains("(1 remaining); drawn 0");
        assertThat(decide(CHAT).fault()).map(Fault::word).contains("context-length");
        assertThat(decide(CHAT).fault()).isEmpty();
    }

    @Test
    void itsDelayIsTheDecisions() {
        assertThat(decide(asking("u delay=2s")).delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "none", "N"})
    void aCallMayAskToPass(String value) {
        policy.arm(ErrorMode.CONTEXT_LENGTH, Amount.ALL);
        assertThat(decide(asking(value)).action()).isEqualTo(Action.FORWARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "n", "rubbish"})
    void theCommandNeverReachesTheUpstream(String value) {
        Call call = Calls.with(asking(value), "x-other", "1");
        assertThat(decide(call).route().call().headers()).containsExactly(new Header("x-other", "1"));
        Call metadata = new Call("GET", "/v1/models", Optional.empty(), call.headers());
        assertThat(decide(metadata).route().call().headers()).containsExactly(new Header("x-other", "1"));
        assertThat(decide(metadata).action()).isEqualTo(Action.FORWARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | Not one fault",
                "rubbish            | Not a fault: 'rubbish'",
                "stream-eror        | Did you mean stream-error?",
                "status             | Not a fault",
                "limit rpm=1        | Not a fault",
                "r 3                | takes no amount",
                "r 30%              | takes no amount",
                "n 2                | takes no amount",
                "r @stub            | takes no target",
                "r, u               | Not one fault",
                "r for=3s           | no use for 'for='",
                "r after=3          | takes no 'after='",
                "stream-error after | No kind"
            })
    void whatIsNoOneFaultIsRefusedInTheProvidersShape(String value, String reason) {
        Action action = decide(asking(value)).action();
        assertThat(action).isInstanceOfSatisfying(Action.Refuse.class, refused -> {
            assertThat(refused.reason()).startsWith("x-error-proxy: ").contains(reason);
            assertThat(refused.reply().status()).isEqualTo(400);
            assertThat(refused.reply().body()).contains("Provider Error Proxy: x-error-proxy: ");
        });
    }

    @Test
    void oneCommandIsEnough() {
        Call call = Calls.with(asking("u"), "X-Error-Proxy", "r");
        assertThat(decide(call).action())
                .isInstanceOfSatisfying(
                        Action.Refuse.class,
                        refused -> assertThat(refused.reason()).contains("2 commands for one request"));
    }

    @Test
    void whatItsProviderCannotWordPassesAndIsNoted() {
        Decision decision = decide(Calls.with(Calls.post("/silent/x"), "x-error-proxy", "billing"));
        assertThat(decision.action()).isEqualTo(Action.FORWARD);
        assertThat(decision.notes()).containsExactly("silent can't word 'billing': passed");
    }

    @Test
    void theBodyIsWantedOnlyWhereItMayMatter() {
        assertThat(interceptor.wantsBody(interceptor.route(CHAT))).isFalse();
        assertThat(interceptor.wantsBody(interceptor.route(asking("u")))).isTrue();
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
        assertThat(interceptor.wantsBody(interceptor.route(CHAT))).isTrue();
        assertThat(interceptor.wantsBody(interceptor.route(Calls.get("/v1/models"))))
                .isFalse();
        assertThat(interceptor.wantsBody(interceptor.route(Calls.with(Calls.get("/v1/models"), "x-error-proxy", "u"))))
                .isFalse();
    }

    @Test
    void theBodySaysWhatTheCallAsksFor() throws Exception {
        policy.arm(
                ((Command.Arm) CommandParser.parse("r @*/gpt*@stream")).target(),
                Sequence.of(Step.passing(Amount.ONCE)));
        Decision decision = interceptor.decide(interceptor.route(CHAT), "gpt-5!".getBytes(StandardCharsets.UTF_8));
        assertThat(decision.route().call().inference()).isEqualTo(new Inference(Optional.of("gpt-5"), true));
        assertThat(policy.describeAll()).as("spent by that call").isEmpty();
    }

    private Decision decide(Call call) {
        return interceptor.decide(interceptor.route(call), NO_BODY);
    }

    private static Call asking(String value) {
        return Calls.with(CHAT, "X-Error-Proxy", value);
    }
}
