package dev.errorproxy.providers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {

    static Stream<Throwable> faults() {
        return Stream.of(new IllegalStateException("secret"), new StackOverflowError(), new OutOfMemoryError("secret"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answersItsOwnFaultsInTheProvidersShape(Throwable fault) {
        House house = new House(
                call -> true,
                (refusal, call) -> Reply.json(refusal.kind().status(), "\"" + refusal.message() + "\""),
                call -> List.of());
        Simulation simulation = new Simulation(house, List.of(Route.get("/x", inbound -> fail(fault))));

        SimulatedAnswer answer = simulation.answer(new Call("GET", "/x", Optional.empty(), List.of()), new byte[0], 1);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.pieces().get(0).text()).isEqualTo("\"The simulated provider failed on this request.\"");
    }

    private static SimulatedAnswer fail(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }
}
