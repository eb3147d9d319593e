package dev.errorproxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client in its normal and its streamed form: skipped with {@code -DexcludedGroups=clients}. */
@Tag("clients")
class ClientsIT {

    private static final ClientTable TABLE = new ClientTable();

    @ParameterizedTest
    @EnumSource
    void getsTheSimulatedAnswerAndMeetsEachErrorAsExpected(Form form) {
        Observation observed = Observation.of(form);
        TABLE.add(form, observed);

        assertGotTheSimulatedAnswer(form, observed);
        Map<Fault, String> cells = new EnumMap<>(Fault.class);
        observed.behaviours().forEach((fault, behaviour) -> cells.put(fault, behaviour.toString()));
        assertThat(cells).as("%s", form).isEqualTo(form.expected());
        assertMetEachFaultInAStream(form, observed.streams());
    }

    private static void assertMetEachFaultInAStream(Form form, Map<StreamFault, StreamBehaviour> streams) {
        Map<StreamFault, String> cells = new EnumMap<>(StreamFault.class);
        streams.forEach((fault, behaviour) -> cells.put(fault, behaviour.toString()));
        assertThat(cells).as("%s", form).isEqualTo(ExpectedOfStreams.of(form));
        assertThat(streams.values())
                .as("%s's requests that were struck", form)
                .allSatisfy(behaviour -> assertThat(behaviour.requests()).isPositive());
    }

    private static void assertGotTheSimulatedAnswer(Form form, Observation observed) {
        Answer told = observed.told();
        Answer got = observed.answer();
        assertThat(got.text()).as("%s's text", form).isNotEmpty().isEqualTo(told.text());
        assertThat(got.finish())
                .as("%s's finish", form)
                .isPresent()
                .isEqualTo(told.finish().map(form.library()::finish));
        assertThat(got.usage()).as("%s's usage", form).isEqualTo(told.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.inputTokens()).isPositive();
            assertThat(usage.outputTokens()).isPositive();
        });
        assertThat(got.pieces().size() > 1).as("%s gets pieces", form).isEqualTo(form.streams());
        assertThat(observed.requests()).as("%s's requests", form).isEqualTo(1);
    }

    @AfterAll
    static void writesTheTable() throws IOException {
        TABLE.write();
    }
}
