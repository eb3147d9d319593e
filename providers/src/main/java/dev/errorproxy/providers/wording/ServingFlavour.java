package dev.errorproxy.providers.wording;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Databricks' model serving, which answers and streams in another's flavour.
 *
 * <p>How it tells an error within a stream is not documented: as that flavour does, or as the bodies of its own errors.
 */
final class ServingFlavour implements Flavour {

    private static final String OPENAI = "openai";
    private static final String OWN = "error_code";

    private final Flavour spoken;

    ServingFlavour(Flavour spoken) {
        this.spoken = requireNonNull(spoken, "spoken is null");
    }

    @Override
    public Input input() {
        return spoken.input();
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return spoken.stopped(stop, call, fields);
    }

    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        return spoken.stop(stop, soFar);
    }

    @Override
    public List<String> forms() {
        List<String> forms = new ArrayList<>(spoken.forms());
        if (forms.isEmpty()) {
            forms.add(OPENAI);
        }
        forms.add(OWN);
        return forms;
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        return form.equals(OWN) ? "data: " + error.body() + "\n\n" : spoken.frame(asOpenAi(error), form, call, soFar);
    }

    private static Draft asOpenAi(Draft error) {
        String code = error.body().path("error_code").asText();
        ObjectNode body = OpenAiBody.of(error.message(), type(error.status()), null, code);
        return Draft.of(error.status(), body, OpenAiBody.PLACES, error.headers());
    }

    private static String type(int status) {
        if (status == 429) {
            return "rate_limit_error";
        }
        return status < 500 ? OpenAiTable.INVALID : "server_error";
    }
}
