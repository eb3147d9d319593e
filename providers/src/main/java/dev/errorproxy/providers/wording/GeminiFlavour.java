package dev.errorproxy.providers.wording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import dev.errorproxy.providers.simulation.StoppedAnswers;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Gemini's answers, streamed as events or as a JSON array.
 *
 * <p>An error within events was seen as an event (OmniRoute#4177) and as indented JSON that is none (vercel/ai#5217).
 */
final class GeminiFlavour implements Flavour {

    private static final String DATA = "data";
    private static final String BARE = "bare";

    /** As Google indents: two spaces, none before a colon, an element on a line of its own. */
    private static final ObjectWriter INDENTED = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    @Override
    public Input input() {
        return Input.GEMINI;
    }

    @Override
    public Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields) {
        return GoogleDialects.generates(call)
                ? Optional.of(StoppedAnswers.generated(stop, call, fields))
                : Optional.empty();
    }

    @Override
    public Optional<String> stop(Stop stop, StreamSoFar soFar) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ObjectNode candidate = response.putArray("candidates").addObject();
        candidate.put("finishReason", stop.reason().orElse(stop.isRefused() ? "PROHIBITED_CONTENT" : "SAFETY"));
        stop.message().ifPresent(text -> candidate.put("finishMessage", text));
        candidate.put("index", 0);
        ObjectNode first = SoFar.first(soFar);
        for (String name : List.of("usageMetadata", "modelVersion", "responseId")) {
            JsonNode value = first.path(name);
            if (!value.isMissingNode()) {
                response.set(name, value);
            }
        }
        return Optional.of(framed(response, soFar));
    }

    @Override
    public List<String> forms() {
        return List.of(DATA, BARE);
    }

    @Override
    public String frame(Draft error, String form, Call call, StreamSoFar soFar) {
        return form.equals(BARE) && !soFar.array() ? indented(error.body()) : framed(error.body(), soFar);
    }

    /** Returns an event, or an element of an array without what divides it from others. */
    private static String framed(ObjectNode data, StreamSoFar soFar) {
        return soFar.array() ? data.toString() : "data: " + data + "\r\n\r\n";
    }

    private static String indented(ObjectNode body) {
        try {
            return INDENTED.writeValueAsString(body) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
