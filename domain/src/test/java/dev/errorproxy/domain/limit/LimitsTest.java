package dev.errorproxy.domain.limit;

import static dev.errorproxy.domain.limit.CountingProvider.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errorproxy.domain.fault.Target;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.routing.Route;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Route ANY = route("openai", "key-1", "m");

    private final Clock clock = new Clock();
    private final Limits limits = new Limits(clock);

    private static OptionalLong of(long limit) {
        return OptionalLong.of(limit);
    }

    private Verdict ask(Route route, int tokens) {
        return limits.judge(route, new byte[tokens]);
    }

    /** Returns the refusal's body; {@code passed} for none. */
    private String answer(Route route, int tokens) {
        return ask(route, tokens)
                .refusal()
                .map(refusal -> refusal.reply().body())
                .orElse("passed");
    }

    private void forward(long millis) {
        clock.forward(Duration.ofMillis(millis));
    }

    @Test
    void callsPassBelowTheLimitAndAreToldHowTheyStand() {
        limits.limit(Target.ALL, of(10), of(6000));
        assertThat(ask(ANY, 1000).added())
                .extracting(Header::value)
                .containsExactly("r 9 of 10 reset PT6S, t 5000 of 6000 reset PT10S, asked 1000");
        forward(3000);
        assertThat(ask(ANY, 100).added())
                .extracting(Header::value)
                .containsExactly("r 8 of 10 reset PT9S, t 5200 of 6000 reset PT8S, asked 100");
    }

    @Test
    void aboveTheRequestsPerMinuteTheTrueTimeIsTold() {
        limits.limit(Target.ALL, of(10), NONE);
        for (int i = 0; i < 10; i++) {
            assertThat(answer(ANY, 1)).isEqualTo("passed");
        }
        forward(1);
        assertThat(answer(ANY, 1)).isEqualTo("REQUESTS in PT5.999S, r 0 of 10 reset PT59.999S, asked 0");
        forward(5998);
        assertThat(answer(ANY, 1)).startsWith("REQUESTS in PT0.001S");
        forward(1);
        assertThat(answer(ANY, 1)).isEqualTo("passed");
        assertThat(answer(ANY, 1)).startsWith("REQUESTS in PT6S");
    }

    @Test
    void aboveTheTokensPerMinuteTheTrueTimeIsToldAndNothingTaken() {
        limits.limit(Target.ALL, of(1000), of(700));
        assertThat(answer(ANY, 600)).isEqualTo("passed");
        // 101 tokens at 700 a minute: one of them is missing.
        assertThat(answer(ANY, 101))
                .startsWith("TOKENS in PT0.086S, r 999 of 1000")
                .endsWith("asked 101");
        assertThat(answer(ANY, 100)).isEqualTo("passed");
        assertThat(answer(ANY, 0)).isEqualTo("passed");
    }

    @Test
    void theLongerOfTwoWaitsIsTold() {
        limits.limit(Target.ALL, of(2), of(60));
        assertThat(answer(ANY, 60)).isEqualTo("passed");
        assertThat(answer(ANY, 10)).startsWith("TOKENS in PT10S");
        forward(10_000);
        assertThat(answer(ANY, 10)).isEqualTo("passed");
        assertThat(answer(ANY, 1)).startsWith("REQUESTS in PT20S");
        assertThat(answer(ANY, 50)).startsWith("TOKENS in PT50S");
    }

    @Test
    void aCallThatIsMoreThanAMinutesTokensNeverPasses() {
        limits.limit(Target.ALL, NONE, of(60));
        assertThat(answer(ANY, 61)).startsWith("TOKENS in PT0.001S");
        assertThat(answer(ANY, 30)).isEqualTo("passed");
        assertThat(answer(ANY, 61)).startsWith("TOKENS in PT30S");
        forward(3_600_000);
        assertThat(answer(ANY, 61)).startsWith("TOKENS");
        assertThat(answer(ANY, 60)).isEqualTo("passed");
    }

    @Test
    void whoComesBackBeforeTheTimeIsToldAgainAndCounted() {
        limits.limit(Target.ALL, of(1), NONE);
        answer(ANY, 1);
        assertThat(answer(ANY, 1)).startsWith("REQUESTS in PT1M");
        forward(20_000);
        assertThat(answer(ANY, 1)).startsWith("REQUESTS in PT40S");
        forward(40_000);
        assertThat(answer(ANY, 1)).isEqualTo("passed");
        assertThat(answer(ANY, 1)).startsWith("REQUESTS in PT1M");
        assertThat(limits.describe()).containsExactly("limit rpm=1: passed 2, limited 3, early 1");
    }

    /** A smaller call may be told less meanwhile, and has not been told what the larger one was. */
    @Test
    void whoComesBackIsKnownByTheTokensOfTheCall() {
        limits.limit(Target.ALL, NONE, of(60));
        answer(ANY, 60);
        assertThat(answer(ANY, 50)).startsWith("TOKENS in PT50S");
        assertThat(answer(ANY, 2)).startsWith("TOKENS in PT2S");
        assertThat(limits.describe()).singleElement().asString().contains("limited 2, early 0");
        forward(1_000);
        assertThat(answer(ANY, 2)).startsWith("TOKENS in PT1S");
        forward(20_000);
        assertThat(answer(ANY, 50)).startsWith("TOKENS in PT29S");
        assertThat(limits.describe()).singleElement().asString().contains("limited 4, early 2");
    }

    @Test
    void eachKeyModelAndProviderHasItsOwnBuckets() {
        limits.limit(Target.ALL, of(1), NONE);
        assertThat(answer(ANY, 1)).isEqualTo("passed");
        assertThat(answer(route("openai", "key-2", "m"), 1)).isEqualTo("passed");
        assertThat(answer(route("openai", "key-1", "n"), 1)).isEqualTo("passed");
        assertThat(answer(route("google", "key-1", "m"), 1)).isEqualTo("passed");
        assertThat(answer(ANY, 1)).startsWith("REQUESTS");
    }

    @Test
    void theMostSpecificTargetAloneCountsWhateverWasSetFirst() {
        limits.limit(Target.provider("openai"), of(2), NONE);
        limits.limit(Target.ALL, of(1), NONE);
        assertThat(answer(ANY, 1)).isEqualTo("passed");
        assertThat(answer(ANY, 1)).isEqualTo("passed");
        assertThat(answer(ANY, 1)).startsWith("REQUESTS");
        assertThat(answer(route("google", "k", "m"), 1)).isEqualTo("passed");
        assertThat(limits.describe())
                .containsExactly(
                        "limit rpm=2 @openai: passed 2, limited 1, early 0",
                        "limit rpm=1: passed 1, limited 0, early 0");
    }

    @Test
    void settingALimitAnewBeginsAnew() {
        limits.limit(Target.ALL, of(1), NONE);
        answer(ANY, 1);
        limits.limit(Target.ALL, of(1), NONE);
        assertThat(answer(ANY, 1)).isEqualTo("passed");
        assertThat(limits.describe()).hasSize(1);
    }

    @Test
    void clearingLiftsTheLimitsOfThatTarget() {
        limits.limit(Target.ALL, of(1), NONE);
        limits.window(Target.ALL, 5);
        limits.limit(Target.provider("openai"), of(1), NONE);
        limits.clear(Target.provider("openai"));
        assertThat(limits.describe()).hasSize(2);
        limits.clear(Target.ALL);
        assertThat(limits.describe()).isEmpty();
        limits.window(Target.provider("openai"), 5);
        limits.clearAll();
        assertThat(limits.describe()).isEmpty();
        assertThat(ask(ANY, 100)).isSameAs(Verdict.NONE);
    }

    @Test
    void concernsTheCallsOfItsTargetsOnly() {
        assertThat(limits.concerns(ANY)).isFalse();
        limits.window(Target.provider("openai"), 5);
        assertThat(limits.concerns(ANY)).isTrue();
        assertThat(limits.concerns(route("google", "k", "m"))).isFalse();
        limits.limit(Target.provider("google"), of(1), NONE);
        assertThat(limits.concerns(route("google", "k", "m"))).isTrue();
    }

    @Test
    void aCallLongerThanTheWindowIsRefusedWithTheTrueNumbersUntilItIsShorter() {
        limits.window(Target.ALL, 8);
        assertThat(ask(ANY, 9).refusal().orElseThrow().what()).isEqualTo("window");
        assertThat(answer(ANY, 9)).isEqualTo("9 over 8 by bytes");
        assertThat(ask(ANY, 8)).isEqualTo(Verdict.NONE);
        assertThat(limits.describe()).containsExactly("window tokens=8: passed 1, refused 2, counted by bytes");
    }

    @Test
    void aCallThatTheWindowRefusesTakesNothingOfTheLimit() {
        limits.limit(Target.ALL, of(1), of(60));
        limits.window(Target.ALL, 8);
        assertThat(answer(ANY, 9)).isEqualTo("9 over 8 by bytes");
        assertThat(answer(ANY, 8)).isEqualTo("passed");
        assertThat(ask(ANY, 8).refusal().orElseThrow().what()).isEqualTo("limit");
        assertThat(limits.describe())
                .containsExactly(
                        "limit rpm=1 tpm=60: passed 1, limited 1, early 0, counted by bytes",
                        "window tokens=8: passed 2, refused 1, counted by bytes");
    }

    @Test
    void whereTokensCannotBeCountedRequestsAloneAreLimitedAndANoteSaysSo() {
        Route route = route(new CountingProvider("google", false, true), "k", "m");
        limits.limit(Target.ALL, of(1), of(1));
        limits.window(Target.ALL, 1);
        Verdict verdict = ask(route, 100);
        assertThat(verdict.refusal()).isEmpty();
        assertThat(verdict.notes())
                .containsExactly(
                        "google can't count tokens: window not applied", "google can't count tokens: tpm not applied");
        assertThat(answer(route, 100)).startsWith("REQUESTS in PT1M");
    }

    @Test
    void whatTheProviderCannotWordPassesAndANoteSaysSo() {
        Route route = route(new CountingProvider("google", true, false), "k", "m");
        limits.limit(Target.ALL, of(1), NONE);
        limits.window(Target.ALL, 1);
        Verdict first = ask(route, 100);
        assertThat(first.refusal()).isEmpty();
        assertThat(first.notes()).containsExactly("google can't word 'context-length': passed");
        Verdict second = ask(route, 1);
        assertThat(second.refusal()).isEmpty();
        assertThat(second.notes()).containsExactly("google can't word 'rate-limit': passed");
    }

    @Test
    void onlySoManyClientsAreRememberedAndTheOneThatAskedLongestAgoGoes() {
        limits.limit(Target.ALL, of(1), NONE);
        Route first = route("openai", "key-0", "m");
        Route second = route("openai", "key-1", "m");
        answer(first, 1);
        answer(second, 1);
        assertThat(answer(first, 1)).startsWith("REQUESTS");
        for (int i = 2; i <= RateLimit.MOST_CLIENTS; i++) {
            answer(route("openai", "key-" + i, "m"), 1);
        }
        assertThat(answer(first, 1)).startsWith("REQUESTS");
        assertThat(answer(second, 1)).isEqualTo("passed");
    }

    @Test
    void noKeyIsKept() {
        assertThat(Client.of(route("openai", "sk-secret", "m")).toString())
                .doesNotContain("secret")
                .contains("openai");
    }

    @Test
    void exactlyAsManyCallsPassAsMayHoweverManyAskAtOnce() throws InterruptedException {
        limits.limit(Target.ALL, of(1000), NONE);
        AtomicInteger passed = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            crowd.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int j = 0; j < 500; j++) {
                    passed.addAndGet(ask(ANY, 1).refusal().isEmpty() ? 1 : 0);
                }
            });
        }
        start.countDown();
        crowd.shutdown();
        assertThat(crowd.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        assertThat(passed).hasValue(1000);
        assertThat(limits.describe().get(0)).startsWith("limit rpm=1000: passed 1000, limited 3000, ");
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> limits.limit(Target.ALL, of(0), NONE)).hasMessage("rpm is 0, not at least 1");
        assertThatThrownBy(() -> limits.limit(Target.ALL, NONE, NONE)).hasMessage("neither rpm nor tpm is given");
        assertThatThrownBy(() -> limits.window(Target.ALL, -1)).hasMessage("tokens is -1, not at least 1");
    }
}
