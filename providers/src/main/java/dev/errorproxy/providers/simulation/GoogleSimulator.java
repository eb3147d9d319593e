package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.util.List;

/** The operations of Gemini's dialect, to be mounted by every provider that speaks it. */
public final class GoogleSimulator {

    private static final List<String> MODELS =
            List.of("gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-embedding-001");

    /** Creates the operations. */
    public GoogleSimulator() {}

    /** Returns all that Google serves below a folder, which is a regular expression such as {@code /v1(?:beta)?}. */
    public List<Route> routes(String folder) {
        String model = folder + "/(?:models|tunedModels)/([^/]+?)";
        // Some HTTP clients percent-encode the colon of a custom method, which no model's name has.
        String colon = "(?::|%3[Aa])";
        String method = model + colon;
        return List.of(
                Route.post(method + "generateContent", GenerateContent::whole),
                Route.post(method + "streamGenerateContent", GenerateContent::stream),
                Route.post(method + "countTokens", GoogleSimulator::countTokens),
                Route.post(method + "embedContent", GoogleEmbeddings::one),
                Route.post(method + "batchEmbedContents", GoogleEmbeddings::batch),
                Route.get(folder + "/models", GoogleSimulator::models),
                Route.get(folder + "/models/((?:(?!" + colon + ")[^/])+)", GoogleSimulator::model));
    }

    private static SimulatedAnswer countTokens(Inbound inbound) {
        ObjectNode body = GoogleWords.object(inbound);
        String model = GoogleWords.model(inbound, "countTokens");
        JsonNode inner = GoogleWords.member(body, "generateContentRequest");
        ObjectNode counted = inner instanceof ObjectNode object ? object : body;
        Prompt prompt = GenerateContent.prompt(model, counted, "CountTokensRequest");
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("totalTokens", prompt.tokens());
        GenerateShape.putDetails(answer, prompt.tokens());
        return Answers.googleJson(inbound, answer, 0);
    }

    private static SimulatedAnswer models(Inbound inbound) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode models = list.putArray("models");
        MODELS.forEach(name -> models.add(model(name)));
        return Answers.googleJson(inbound, list, 0);
    }

    private static SimulatedAnswer model(Inbound inbound) {
        return Answers.googleJson(inbound, model(GoogleWords.model(inbound, "generateContent")), 0);
    }

    private static ObjectNode model(String name) {
        ObjectNode model = JsonNodeFactory.instance
                .objectNode()
                .put("name", "models/" + name)
                .put("version", "001")
                .put("displayName", name)
                .put("description", "A simulated model")
                .put("inputTokenLimit", 1_048_576)
                .put("outputTokenLimit", 65_536);
        ArrayNode methods = model.putArray("supportedGenerationMethods");
        if (name.contains("embedding")) {
            methods.add("embedContent").add("batchEmbedContents");
        } else {
            methods.add("generateContent").add("countTokens");
            model.put("temperature", 1).put("topP", 0.95).put("topK", 64).put("maxTemperature", 2);
        }
        return model;
    }
}
