package dev.errorproxy.providers.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {

    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("secret"),
                new StackOverflowError(),
                new OutOfMemoryError("secret"),
                new NoClassDefFoundError("secret"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answersItsOwnFaultsInTheProvidersShape(Throwable fault) {
        SimulatedAnswer answer = answerOfOneThatFails(fault);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.pieces().get(0).text()).isEqualTo("\"The simulated provider failed on this request.\"");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void logsItsOwnFaultsOnce(Throwable fault) {
        Logger log = Logger.getLogger(Simulation.class.getName());
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler listener = new Listener(records);
        log.addHandler(listener);
        try {
            answerOfOneThatFails(fault);
        } finally {
            log.removeHandler(listener);
        }

        assertThat(records)
                .filteredOn(found -> found.getThrown() == fault)
                .extracting(LogRecord::getLevel, LogRecord::getMessage)
                .containsExactly(tuple(Level.WARNING, "The simulator failed at GET /x"));
    }

    private static SimulatedAnswer answerOfOneThatFails(Throwable fault) {
        House house = new House(
                call -> true,
                (refusal, call) -> Reply.json(refusal.kind().status(), "\"" + refusal.message() + "\""),
                call -> List.of());
        Simulation simulation = new Simulation(house, List.of(Route.get("/x", inbound -> fail(fault))));
        return simulation.answer(new Call("GET", "/x", Optional.empty(), List.of()), new byte[0], 1);
    }

    private static SimulatedAnswer fail(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }

    private static final class Listener extends Handler {

        private final List<LogRecord> records;

        Listener(List<LogRecord> records) {
            this.records = records;
        }

        @Override
        public void publish(LogRecord event) {
            records.add(event);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
