package dev.errorproxy.domain.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.Wording;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionPolicyTest {

    private static final String NO_ERROR = "No error (pass through)";
    private static final StubProvider PROVIDER = StubProvider.named("stub");
    private static final Call INFERENCE = Calls.post("/v1/chat/completions");
    private static final Call METADATA = Calls.get("/v1/models");

    private final InjectionPolicy policy = new InjectionPolicy(1);

    @Test
    void hitsNobodyUntilArmed() {
        assertThat(policy.describe()).isEqualTo(NO_ERROR);
        assertForwards();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 100})
    void strikesAsOftenAsArmedThenForwards(int times) {
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Times(times));
        for (int left = times; left > 0; left--) {
            assertThat(policy.describe()).isEqualTo("Rate limit exceeded (" + left + " remaining)");
            assertStrikes(ErrorMode.RATE_LIMIT);
        }
        assertThat(policy.describe()).isEqualTo(NO_ERROR);
        assertForwards();
        assertForwards();
    }

    @ParameterizedTest
    @EnumSource
    void answersWithTheErrorAsTheProviderWordsIt(ErrorMode mode) {
        policy.arm(mode, Amount.ONCE);
        Reply worded = PROVIDER.error(mode, INFERENCE).orElseThrow();
        assertThat(Decisions.action(policy, PROVIDER, INFERENCE)).isEqualTo(new Action.Answer(fault(mode), worded));
    }

    @Test
    void spendsNothingOnMetadata() {
        policy.arm(ErrorMode.SERVER_ERROR, Amount.ONCE);
        for (int i = 0; i < 100; i++) {
            assertThat(Decisions.action(policy, PROVIDER, METADATA)).isEqualTo(Action.FORWARD);
        }
        assertThat(policy.describe()).isEqualTo("Unknown server error (1 remaining)");
        assertStrikes(ErrorMode.SERVER_ERROR);
    }

    @Test
    void neverHitsMetadataEvenWhereAllIsHit() {
        policy.arm(ErrorMode.SERVER_ERROR, Amount.ALL);
        assertThat(Decisions.action(policy, PROVIDER, METADATA)).isEqualTo(Action.FORWARD);
    }

    @Test
    void spendsNothingWhereTheProviderHasNoSuchError() {
        policy.arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(2));
        assertThat(Decisions.action(policy, PROVIDER.withoutErrors(), INFERENCE))
                .isEqualTo(Action.FORWARD);
        assertThat(policy.describe()).isEqualTo("Context length exceeded (2 remaining)");
        assertStrikes(ErrorMode.CONTEXT_LENGTH);
    }

    @Test
    void armingAgainReplacesWhatWasArmed() {
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Times(5));
        assertStrikes(ErrorMode.RATE_LIMIT);
        policy.arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(2));
        assertThat(policy.describe()).isEqualTo("Context length exceeded (2 remaining)");
        assertStrikes(ErrorMode.CONTEXT_LENGTH);
        policy.arm(ErrorMode.CONTEXT_LENGTH, new Amount.Times(2));
        assertThat(policy.describe()).isEqualTo("Context length exceeded (2 remaining)");
        policy.arm(ErrorMode.SERVER_ERROR, Amount.ALL);
        assertThat(policy.describe()).isEqualTo("Unknown server error (100% of requests)");
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
        assertStrikes(ErrorMode.RATE_LIMIT);
        assertForwards();
    }

    @Test
    void aCallDecidedWhileAnotherErrorIsArmedGetsTheOldOneWholeAndLeavesTheNewOneWhole() {
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
        StubProvider slow = PROVIDER.meanwhile(() -> policy.arm(ErrorMode.SERVER_ERROR, Amount.ONCE));
        Reply worded = PROVIDER.error(ErrorMode.RATE_LIMIT, INFERENCE).orElseThrow();
        assertThat(Decisions.action(policy, slow, INFERENCE))
                .isEqualTo(new Action.Answer(fault(ErrorMode.RATE_LIMIT), worded));
        assertThat(policy.describe()).isEqualTo("Unknown server error (1 remaining)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void disarmedHitsNobody(boolean counted) {
        policy.arm(ErrorMode.RATE_LIMIT, counted ? new Amount.Times(9) : Amount.ALL);
        policy.disarm();
        assertThat(policy.describe()).isEqualTo(NO_ERROR);
        assertForwards();
    }

    @ParameterizedTest
    @CsvSource({
        "CONTEXT_LENGTH, Context length exceeded",
        "RATE_LIMIT, Rate limit exceeded",
        "SERVER_ERROR, Unknown server error"
    })
    void describesTheModeWithWhatIsLeftOfIt(ErrorMode mode, String title) {
        policy.arm(mode, Amount.ONCE);
        assertThat(policy.describe()).isEqualTo(title + " (1 remaining)");
        policy.arm(mode, new Amount.Times(999_999_999));
        assertThat(policy.describe()).isEqualTo(title + " (999999999 remaining)");
        policy.arm(mode, Amount.ALL);
        assertThat(policy.describe()).isEqualTo(title + " (100% of requests)");
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 30%",
        "0.29, 29%",
        "0.07, 7%",
        "0.1, 10%",
        "0.005, 0.5%",
        "0.999, 99.9%",
        "1.0, 100%",
        "0.00001, 0.001%"
    })
    void describesAShareAsItsPercentage(double share, String percentage) {
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Share(share));
        assertThat(policy.describe()).isEqualTo("Rate limit exceeded (" + percentage + " of requests)");
    }

    @Test
    void describingSpendsNothing() {
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
        policy.describe();
        policy.describe();
        assertStrikes(ErrorMode.RATE_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aCountIsAtLeastOne(int count) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Times(count));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareIsAboveNoneAndAtMostAll(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Share(share));
    }

    @Test
    void armingNothingIsRefusedAndChangesNothing() {
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
        assertThatNullPointerException().isThrownBy(() -> policy.arm((ErrorMode) null, Amount.ALL));
        assertThatNullPointerException().isThrownBy(() -> policy.arm(ErrorMode.SERVER_ERROR, null));
        assertThat(policy.describe()).isEqualTo("Rate limit exceeded (1 remaining)");
    }

    private static Fault fault(ErrorMode mode) {
        return new Fault.Worded(mode, Wording.USUAL);
    }

    private void assertStrikes(ErrorMode mode) {
        assertThat(Decisions.mode(policy, PROVIDER, INFERENCE)).contains(mode);
    }

    private void assertForwards() {
        assertThat(Decisions.action(policy, PROVIDER, INFERENCE)).isEqualTo(Action.FORWARD);
    }
}
