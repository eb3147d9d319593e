package dev.errorproxy.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    private static final Header TYPE = new Header("Content-Type", "application/json");
    private static final Header RETRY = new Header("Retry-After", "20");
    private static final Header ID = new Header("x-request-id", "req_1");

    @Test
    void jsonComesWithItsTypeBeforeTheOtherHeadersInOrder() {
        assertThat(Reply.json(429, "{}", RETRY, ID)).isEqualTo(new Reply(429, List.of(TYPE, RETRY, ID), "{}"));
    }

    @Test
    void puttingAHeaderFirstLeavesTheRestAndTheOriginalAsTheyWere() {
        Reply reply = Reply.json(429, "{}", RETRY);
        assertThat(reply.withFirst(ID)).isEqualTo(new Reply(429, List.of(ID, TYPE, RETRY), "{}"));
        assertThat(reply.headers()).containsExactly(TYPE, RETRY);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 429, 529, 599})
    void takesAnyFinalStatus(int status) {
        assertThat(Reply.json(status, "").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 199, 600})
    void refusesWhatIsNoFinalStatus(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.json(status, ""))
                .withMessage("status is " + status + ", not within 200 to 599");
    }

    @Test
    void keepsItsHeadersWhateverBecomesOfTheListTheyCameIn() {
        List<Header> headers = new ArrayList<>(List.of(TYPE));
        Reply reply = new Reply(400, headers, "");
        headers.add(RETRY);
        assertThat(reply.headers()).containsExactly(TYPE);
    }

    @Test
    void refusesToHaveNoBody() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Reply(400, List.of(), null))
                .withMessage("body is null");
    }
}
