package dev.errorproxy.domain.injection;

import static dev.errorproxy.domain.testing.Calls.get;
import static dev.errorproxy.domain.testing.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InterceptorTest {

    private static final StubProvider SILENT = StubProvider.named("silent").withoutErrors();
    private static final StubProvider STUB = StubProvider.named("stub");

    private final InjectionPolicy policy = new InjectionPolicy(1);
    private final Interceptor interceptor =
            new Interceptor(new Router(List.of(SILENT, STUB), "stub", Map.of()), policy, text -> {
                throw new StepReader.UnreadableException(text);
            });

    @Test
    void countsEveryRequestFromOne() {
        assertThat(interceptor.requestsHandled()).isZero();
        assertThat(interceptor.decide(post("/x")).number()).isEqualTo(1);
        assertThat(interceptor.decide(get("/x")).number()).isEqualTo(2);
        assertThat(interceptor.requestsHandled()).isEqualTo(2);
    }

    @Test
    void givesEachOfManyParallelRequestsANumberOfItsOwn() {
        List<Long> numbers = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> interceptor.decide(post("/x")).number())
                .sorted()
                .toList();
        assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, 10_000).boxed().toList());
    }

    @Test
    void asksTheRoutedProviderForItsWordingOfTheStrippedCall() {
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ONCE);
        Decision spared = interceptor.decide(post("/silent/v1/x"));
        assertThat(spared.route().provider()).isEqualTo(SILENT);
        assertThat(spared.action()).isEqualTo(Action.FORWARD);
        Decision struck = interceptor.decide(post("/stub/v1/x"));
        assertThat(struck.route().call()).isEqualTo(post("/v1/x"));
        assertThat(Decisions.mode(struck.action())).contains(ErrorMode.RATE_LIMIT);
    }

    /** A provider's name before the path must not hide that the call signs in. */
    @Test
    void tellsMetadataFromTheStrippedCall() {
        policy.arm(ErrorMode.RATE_LIMIT, Amount.ALL);
        assertThat(interceptor.decide(post("/stub/oauth2/token")).action()).isEqualTo(Action.FORWARD);
    }
}
