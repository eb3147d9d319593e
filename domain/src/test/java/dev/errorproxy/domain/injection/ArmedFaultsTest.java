package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.command.Command;
import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Inference;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sequences, targets, times and claims.
 *
 * <p>What calls meet is written in a row: a dot for one that passes, else the first letter of the fault's word.
 */
class ArmedFaultsTest {

    private static final StubProvider OPENAI = StubProvider.named("openai");
    private static final StubProvider ANTHROPIC = StubProvider.named("anthropic");
    private static final StubProvider SILENT = StubProvider.named("silent").withoutErrors();
    private static final Call CHAT = Calls.post("/v1/chat/completions");

    /** Near the end of its range, for a clock of nanoseconds may pass that at any time. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final InjectionPolicy policy = new InjectionPolicy(1, nanos::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n 2, r 3, u 1, n   | ..rrrs....",
                "n 2, r 3, u 1      | ..rrrs....",
                "r, u, repeat       | rsrsrsrsrs",
                "n 1, r 2, repeat   | .rr.rr.rr.",
                "r 2, n 0, u 0, c 1 | rrc.......",
                "n 3, u *           | ...sssssss",
                "r 2 repeat         | rrrrrrrrrr",
                "hang, cut, slow, n 1, html, throttle rate=1b/s | hcs.ht...."
            })
    void aSequenceRunsInOrder(String commands, String met) {
        arm(commands);
        assertThat(met(10)).isEqualTo(met);
    }

    @RepeatedTest(4)
    void aSequenceStrikesExactlyAsOftenAsWrittenHoweverManyAskAtOnce() {
        arm("n 50, r 100, u 30, n 20, c 10");
        List<String> met = Crowd.of(400, number -> Stream.of(met(1)));
        assertThat(met.stream().collect(Collectors.groupingBy(one -> one, Collectors.counting())))
                .containsEntry("r", 100L)
                .containsEntry("s", 30L)
                .containsEntry("c", 10L)
                .containsEntry(".", 260L);
    }

    @RepeatedTest(4)
    void aRepeatedSequenceKeepsItsSharesHoweverManyAskAtOnce() {
        arm("n 3, r 2, u 1, repeat");
        List<String> met = Crowd.of(600, number -> Stream.of(met(1)));
        assertThat(met.stream().collect(Collectors.groupingBy(one -> one, Collectors.counting())))
                .containsEntry("r", 200L)
                .containsEntry("s", 100L)
                .containsEntry(".", 300L);
    }

    @Test
    void aCallThatIsWordedWhileItsRoundEndsTakesNothingOfTheNextOne() {
        arm("n 1, r 1, repeat");
        assertThat(met(1)).isEqualTo(".");
        AtomicBoolean first = new AtomicBoolean(true);
        StubProvider slow = OPENAI.meanwhile(() -> {
            if (first.getAndSet(false)) {
                assertThat(met(1)).isEqualTo("r");
            }
        });
        assertThat(letter(Decisions.ruling(policy, slow, CHAT))).isEqualTo(".");
        assertThat(met(3)).isEqualTo("r.r");
    }

    @Test
    void theMostSpecificTargetDecidesAndNoOther() {
        arm("u 1 @openai");
        arm("c 1 @openai/gpt-5*");
        arm("r *");
        assertThat(met(OPENAI, "gpt-5-mini")).isEqualTo("c");
        assertThat(met(OPENAI, "gpt-5-mini")).as("the next specific one").isEqualTo("s");
        assertThat(met(OPENAI, "gpt-5-mini")).isEqualTo("r");
        assertThat(met(ANTHROPIC, "claude")).isEqualTo("r");
    }

    @Test
    void aCallThatTheDrawSparesPassesAndMeetsNothingLessSpecific() {
        arm("r *");
        arm("u 0.0000001% @openai");
        assertThat(met(20)).isEqualTo(".".repeat(20));
    }

    @Test
    void aSequenceThatEndsInPassingShieldsItsTargetFromTheLessSpecific() {
        arm("u *");
        arm("r 1, n @openai");
        assertThat(met(4)).isEqualTo("r...");
        assertThat(met(ANTHROPIC, "claude")).isEqualTo("s");
        policy.disarm(Target.provider("openai"));
        assertThat(met(1)).isEqualTo("s");
    }

    @Test
    void ofEquallySpecificTargetsTheLatestDecides() {
        arm("u 1 @openai/gpt*");
        arm("r 1 @openai/*pt5");
        assertThat(met(OPENAI, "gpt5") + met(OPENAI, "gpt5")).isEqualTo("rs");
        arm("u 1 @openai/gpt*");
        arm("r 1 @openai/*pt5");
        arm("u 1 @openai/gpt*");
        assertThat(met(OPENAI, "gpt5") + met(OPENAI, "gpt5")).isEqualTo("sr");
    }

    @Test
    void disarmingClearsAll() {
        arm("r *");
        arm("u * @openai");
        policy.disarm();
        assertThat(met(3)).isEqualTo("...");
        assertThat(policy.describeAll()).isEmpty();
    }

    @Test
    void aFaultEndsByItselfWhenItsTimeIsOver() {
        arm("r * for=30s");
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(met(2)).isEqualTo("rr");
        assertThat(policy.describe()).isEqualTo("Rate limit exceeded (100% of requests, 1s left)");
        pass(Duration.ofNanos(1));
        assertThat(met(2)).isEqualTo("..");
        assertThat(policy.describe()).isEqualTo("No error (pass through)");
        assertThat(policy.describeAll()).isEmpty();
    }

    @Test
    void stepsFollowEachOtherByTimeWhetherOrNotAnybodyCalls() {
        arm("r * for=10s, n for=5s, u 2 for=10s, c 1");
        assertThat(met(1)).isEqualTo("r");
        pass(Duration.ofSeconds(12));
        assertThat(met(1)).isEqualTo(".");
        pass(Duration.ofSeconds(4));
        assertThat(met(2)).isEqualTo("ss");
        assertThat(met(2)).as("spent before its time was over").isEqualTo("c.");
    }

    @Test
    void aStepThatIsSpentEarlyLetsTheNextBeginAtOnce() {
        arm("r 1 for=60s, n for=5s, u *");
        pass(Duration.ofSeconds(20));
        assertThat(met(1)).isEqualTo("r");
        pass(Duration.ofSeconds(4));
        assertThat(met(1)).isEqualTo(".");
        pass(Duration.ofSeconds(1));
        assertThat(met(1)).isEqualTo("s");
    }

    @Test
    void aSequenceOfTimesRepeatsInStepEvenAfterAMonthWithoutACall() {
        arm("r * for=7s, n for=3s, repeat");
        pass(Duration.ofDays(30).plusSeconds(6));
        assertThat(met(1)).isEqualTo("r");
        pass(Duration.ofSeconds(1));
        assertThat(met(1)).isEqualTo(".");
        pass(Duration.ofSeconds(3));
        assertThat(met(1)).isEqualTo("r");
    }

    @Test
    void whatMissedIsGivenBackToItsOwnStep() {
        arm("stream-cut 1, r 1");
        Ruling first = rule();
        Ruling second = rule();
        assertThat(letter(first) + letter(second) + met(1)).isEqualTo("sr.");
        first.claim().missed();
        assertThat(met(2)).isEqualTo("s.");
    }

    @Test
    void whatMissedAfterTheEndArmsAgain() {
        arm("stream-end 1");
        Ruling only = rule();
        assertThat(policy.describe()).isEqualTo("No error (pass through)");
        only.claim().missed();
        only.claim().missed();
        only.claim().hit();
        assertThat(policy.describe()).isEqualTo("Early end of the stream after=5 (1 remaining)");
        assertThat(policy.describeAll())
                .containsExactly("All calls: Early end of the stream after=5 (1 remaining); drawn 1, hit 0, missed 1");
    }

    @Test
    void whatMissedAfterAnotherWasArmedChangesNothing() {
        arm("stream-end 1");
        Ruling old = rule();
        arm("stream-end 2");
        old.claim().missed();
        assertThat(policy.describeAll())
                .containsExactly("All calls: Early end of the stream after=5 (2 remaining); drawn 0, hit 0, missed 0");
    }

    /** The step was spent by another while it was worded, so that it took the next one. */
    @Test
    void aCallIsDrawnOnceThoughItTriedTwice() {
        arm("r 1, u 5");
        AtomicBoolean first = new AtomicBoolean(true);
        StubProvider slow = OPENAI.meanwhile(() -> {
            if (first.getAndSet(false)) {
                assertThat(met(1)).isEqualTo("r");
            }
        });
        assertThat(letter(Decisions.ruling(policy, slow, CHAT))).isEqualTo("s");
        assertThat(policy.describeAll()).singleElement().asString().contains("(4 remaining)", "drawn 2,");
    }

    @Test
    void theLinesSayWhatIsLeftAndWhatCameOfIt() {
        arm("n 1, r 3 status=503, repeat @openai@stream");
        arm("u 50%");
        Call stream = CHAT.withInference(new Inference(Optional.of("gpt-5"), true));
        assertThat(policy.describeTargets())
                .containsExactly("@openai@stream: No error (1 to pass), step 1 of 2; drawn 0, hit 0, missed 0");
        Decisions.ruling(policy, OPENAI, stream);
        Decisions.ruling(policy, OPENAI, stream).claim().hit();
        Decisions.ruling(policy, OPENAI, stream);
        assertThat(policy.describeAll())
                .containsExactly(
                        "@openai@stream: Rate limit exceeded status=503 (1 remaining), step 2 of 2;"
                                + " drawn 2, hit 1, missed 0",
                        "All calls: Unknown server error (50% of requests); drawn 0, hit 0, missed 0");
    }

    @ParameterizedTest
    @CsvSource({
        "billing 2, billing",
        "stream-error quota 2 after=3, stream-error quota after=3",
        "r 2 message=x, rate-limit message=x"
    })
    void whatAProviderCannotWordPassesSpendsNothingAndIsNoted(String command, String text) {
        arm(command);
        Ruling ruling = Decisions.ruling(policy, SILENT, CHAT);
        assertThat(ruling.action()).isEqualTo(Action.FORWARD);
        assertThat(ruling.notes()).containsExactly("silent can't word '" + text + "': passed");
        assertThat(policy.describeAll())
                .singleElement()
                .asString()
                .contains("(2 remaining)")
                .endsWith("drawn 0, hit 0, missed 0");
    }

    @Test
    void aDelayIsWithinItsBoundsAndRepeatsWithTheSeed() {
        arm("slow * delay=200ms..2s");
        List<Duration> delays =
                IntStream.range(0, 200).mapToObj(i -> rule().delay()).toList();
        assertThat(delays)
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2)))
                .doesNotHaveDuplicates()
                .anySatisfy(delay -> assertThat(delay).isLessThan(Duration.ofMillis(400)))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofMillis(1_800)));
        InjectionPolicy again = new InjectionPolicy(1, nanos::get);
        arm(again, "slow * delay=200ms..2s");
        assertThat(delays)
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> Decisions.ruling(again, OPENAI, CHAT).delay())
                        .toList());
    }

    @Test
    void aDelayTellsNothingOfTheDraw() {
        arm("r 20% delay=0s..1s");
        List<Duration> delays = IntStream.range(0, 500)
                .mapToObj(i -> rule())
                .filter(ruling -> ruling.action().fault().isPresent())
                .map(Ruling::delay)
                .toList();
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofMillis(800)));
        assertThat(policy.describeAll()).singleElement().asString().endsWith("drawn 500, hit 0, missed 0");
    }

    @Test
    void aSparedCallWaitsForNothing() {
        arm("r 0.0000001% delay=5s");
        assertThat(rule().delay()).isZero();
    }

    /** Whatever else is armed and called in between, in whatever order. */
    @Test
    void drawsBelongToATargetsOwnCalls() {
        arm("r 30% @openai");
        String alone = met(300);
        InjectionPolicy busy = new InjectionPolicy(1, nanos::get);
        arm(busy, "u 40%");
        arm(busy, "u 50% @anthropic");
        arm(busy, "r 30% @openai");
        String among = IntStream.range(0, 300)
                .mapToObj(i -> {
                    Decisions.ruling(busy, ANTHROPIC, CHAT);
                    String met = letter(Decisions.ruling(busy, OPENAI, CHAT));
                    Decisions.ruling(busy, SILENT, CHAT);
                    return met;
                })
                .collect(Collectors.joining());
        assertThat(among).isEqualTo(alone);
        assertThat(alone).contains("r", ".");
    }

    @Test
    void targetsDrawDifferently() {
        arm("r 50% @openai");
        arm("r 50% @anthropic");
        String one = met(64);
        String other = IntStream.range(0, 64)
                .mapToObj(i -> letter(Decisions.ruling(policy, ANTHROPIC, CHAT)))
                .collect(Collectors.joining());
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void refusesConnectionsAsOftenAsArmedForEveryCall() {
        arm("n 1, refuse 2, r 1");
        assertThat(policy.refusesConnection()).isEmpty();
        assertThat(met(1)).isEqualTo(".");
        policy.refusesConnection().orElseThrow().claim().hit();
        assertThat(policy.describeAll()).singleElement().asString().contains("(1 remaining)", "drawn 1, hit 1");
        assertThat(met(1)).as("a call on a connection that is open already").isEqualTo("r");
        assertThat(policy.refusesConnection()).isEmpty();
        assertThat(met(2)).isEqualTo("r.");
    }

    @Test
    void givesNothingBackToALaterRoundThanThatItWasTakenIn() {
        arm("r 1, u 1, repeat");
        Claim first = rule().claim();
        rule();
        Claim second = rule().claim();
        first.missed();
        assertThat(met(4)).isEqualTo("srsr");
        second.missed();
        assertThat(met(4)).isEqualTo("srsr");
    }

    /** Drawn for the connection, too, it would be more than the share. */
    @Test
    void drawsAShareToBeRefusedForEachCallAndForNoConnection() {
        arm("refuse 30%");
        long refused = IntStream.range(0, 10_000)
                .filter(i -> policy.refusesConnection().isPresent() || rule().action() instanceof Action.Break)
                .count();
        assertThat(refused).isBetween(3_000L - 183, 3_000L + 183);
        assertThat(policy.describeAll()).singleElement().asString().contains("drawn 10000,");
    }

    @Test
    void refusesNoConnectionForATarget() {
        arm("refuse * @openai");
        assertThat(policy.refusesConnection()).isEmpty();
        assertThat(rule().action()).isInstanceOf(Action.Break.class);
    }

    @Test
    void concernsCallsAsFarAsTheirHeadTellsAndAsLongAsSomethingIsLeft() {
        assertThat(concerns(OPENAI)).isFalse();
        arm("r 1 @openai/gpt*@stream");
        assertThat(concerns(OPENAI)).isTrue();
        assertThat(concerns(ANTHROPIC)).isFalse();
        met(OPENAI, "other");
        assertThat(concerns(OPENAI)).isTrue();
        Decisions.ruling(policy, OPENAI, CHAT.withInference(new Inference(Optional.of("gpt-5"), true)));
        assertThat(concerns(OPENAI)).isFalse();
        arm("r * for=1s");
        assertThat(concerns(ANTHROPIC)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(concerns(ANTHROPIC)).isFalse();
        arm("r 1, n");
        met(1);
        assertThat(concerns(OPENAI)).as("passing for ever").isFalse();
    }

    private boolean concerns(StubProvider provider) {
        return policy.concerns(Decisions.route(provider, CHAT));
    }

    private void arm(String command) {
        arm(policy, command);
    }

    private static void arm(InjectionPolicy policy, String command) {
        try {
            Command.Arm arm = (Command.Arm) CommandParser.parse(command);
            policy.arm(arm.target(), arm.sequence());
        } catch (CommandException e) {
            throw new AssertionError(e);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Ruling rule() {
        return Decisions.ruling(policy, OPENAI, CHAT);
    }

    private String met(int calls) {
        return IntStream.range(0, calls).mapToObj(i -> letter(rule())).collect(Collectors.joining());
    }

    private String met(StubProvider provider, String model) {
        Call call = CHAT.withInference(new Inference(Optional.of(model), false));
        return letter(Decisions.ruling(policy, provider, call));
    }

    private static String letter(Ruling ruling) {
        return ruling.action()
                .fault()
                .map(Fault::word)
                .map(word -> word.substring(0, 1))
                .orElse(".");
    }
}
