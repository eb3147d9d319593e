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
        TABLE.add(form, observed.behaviours());

        assertGotTheSimulatedAnswer(form, observed);
        Map<Fault, String> cells = new EnumMap<>(Fault.class);
        observed.behaviours().forEach((fault, behaviour) -> cells.put(fault, behaviour.toString()));
        assertThat(cells).as("%s", form).isEqualTo(form.expected());
    }

    private static void assertGotTheSimulatedAnswer(Form form, Observation observed) {
        Answer told = observed.told();
        Answer got = observed.answer();
        assertThat(got.text()).as("%s's text", form).isNotEmpty().isEqualTo(told.text());
        assertThat(got.finish())
                .as("%s's finish", form)
                .isEqualTo(form.library().finish(told.finish()));
        assertThat(got.inputTokens()).as("%s's question", form).isPositive().isEqualTo(told.inputTokens());
        assertThat(got.outputTokens()).as("%s's answer", form).isPositive().isEqualTo(told.outputTokens());
        assertThat(got.pieces().size() > 1).as("%s gets pieces", form).isEqualTo(form.streams());
        assertThat(observed.requests()).as("%s's requests", form).isEqualTo(1);
    }

    @AfterAll
    static void writesTheTable() throws IOException {
        TABLE.write();
    }
}
