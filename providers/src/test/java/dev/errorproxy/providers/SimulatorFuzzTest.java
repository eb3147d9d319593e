package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.util.Arrays;

/** The reading of JSON bodies, whatever bytes come: the first one chooses whom they are sent to. */
class SimulatorFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void everyBodyIsAnsweredAsTheProviderWould(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Talk.Place place = Talk.Place.ALL.get(Math.floorMod(bytes[0], Talk.Place.ALL.size()));
        String request = "POST " + (bytes[0] < 0 ? place.streamPath() : place.path()).replace("MODEL", "m");
        SimulatedAnswer answer = Simulated.simulator(place.provider())
                .answer(Simulated.call(place.provider(), request), Arrays.copyOfRange(bytes, 1, bytes.length), 20);

        assertThat(answer.status()).as(request).isLessThan(500);
        Simulated.assertWellFormed(place.provider(), answer);
    }
}
