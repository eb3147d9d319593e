package dev.errorproxy.providers.simulation;

import static dev.errorproxy.providers.simulation.OpenAiWords.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.util.List;

/** OpenAI's embeddings of one text or many, given as strings or as tokens. */
final class Embeddings implements Operation {

    private static final int MOST_INPUTS = 2048;
    private static final int LARGE = 3072;
    private static final int USUAL = 1536;

    @Override
    public SimulatedAnswer answer(Inbound inbound) {
        ObjectNode body = OpenAiWords.object(inbound);
        String model = inbound.name().map(OpenAiWords::knownModel).orElseGet(() -> OpenAiWords.model(body));
        List<JsonNode> inputs = inputs(body.path("input"));
        int dimensions = dimensions(body, model);
        boolean base64 = base64(body.path("encoding_format"));
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (JsonNode input : inputs) {
            ObjectNode embedding = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            float[] vector = Vectors.unit(model, input.isTextual() ? input.textValue() : input.toString(), dimensions);
            if (base64) {
                embedding.put("embedding", Vectors.base64(vector));
            } else {
                embedding.set("embedding", Vectors.array(vector));
            }
        }
        int tokens = Input.EMBEDDINGS.tokens(model, body);
        list.put("model", model).putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Answers.json(inbound, list);
    }

    private static List<JsonNode> inputs(JsonNode input) {
        if (OpenAiWords.isAbsent(input)) {
            throw OpenAiWords.missing("input");
        }
        if (input.isTextual() || isTokens(input)) {
            return List.of(input);
        }
        boolean texts = input.isArray() && all(input, true);
        boolean tokens = input.isArray() && all(input, false);
        if (!texts && !tokens || input.isEmpty() || input.size() > MOST_INPUTS) {
            throw refused(
                    "Invalid 'input': expected a string, or an array of 1 to " + MOST_INPUTS
                            + " strings or arrays of tokens.",
                    "input",
                    "invalid_value");
        }
        return elements(input);
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.valueStream().toList();
    }

    private static boolean all(JsonNode array, boolean texts) {
        for (JsonNode element : array) {
            if (texts ? !element.isTextual() : !isTokens(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTokens(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return false;
        }
        for (JsonNode token : node) {
            if (!token.isIntegralNumber()) {
                return false;
            }
        }
        return true;
    }

    private static int dimensions(ObjectNode body, String model) {
        int most = model.contains("-large") ? LARGE : USUAL;
        int dimensions = OpenAiWords.positive(body, "dimensions").orElse(most);
        if (dimensions > LARGE) {
            throw refused(
                    "Invalid value for 'dimensions': must be less than or equal to " + LARGE + ".", "dimensions", null);
        }
        return dimensions;
    }

    private static boolean base64(JsonNode format) {
        if (OpenAiWords.isAbsent(format) || format.asText().equals("float")) {
            return false;
        }
        if (!format.asText().equals("base64")) {
            throw refused(
                    "Invalid value for 'encoding_format': expected 'float' or 'base64'.",
                    "encoding_format",
                    "invalid_value");
        }
        return true;
    }
}
