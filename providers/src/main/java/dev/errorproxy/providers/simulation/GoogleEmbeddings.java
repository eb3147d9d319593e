package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;

/** Gemini's embedContent and batchEmbedContents. */
final class GoogleEmbeddings {

    private static final int MOST = 3072;
    private static final int OLDER = 768;
    private static final int MOST_REQUESTS = 100;

    private GoogleEmbeddings() {}

    static SimulatedAnswer one(Inbound inbound) {
        ObjectNode body = GoogleWords.object(inbound);
        String model = GoogleWords.model(inbound, "embedContent");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("embedding", embedding(model, body, "EmbedContentRequest"));
        return Answers.googleJson(inbound, answer, 0);
    }

    static SimulatedAnswer batch(Inbound inbound) {
        ObjectNode body = GoogleWords.object(inbound);
        String model = GoogleWords.model(inbound, "batchEmbedContents");
        JsonNode requests = body.path("requests");
        if (!requests.isArray() || requests.isEmpty() || requests.size() > MOST_REQUESTS) {
            throw GoogleWords.refused("* BatchEmbedContentsRequest.requests: at least one and at most " + MOST_REQUESTS
                    + " requests can be in one batch\n");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode embeddings = answer.putArray("embeddings");
        for (JsonNode request : requests) {
            embeddings.add(embedding(model, request, "BatchEmbedContentsRequest.requests"));
        }
        return Answers.googleJson(inbound, answer, 0);
    }

    private static ObjectNode embedding(String model, JsonNode request, String where) {
        JsonNode content = request.path("content");
        if (content.isMissingNode() || content.isNull()) {
            throw GoogleWords.refused("* " + where + ".content: content is not specified\n");
        }
        GoogleWords.content(content, "content");
        int usual = model.startsWith("text-embedding") || model.startsWith("embedding") ? OLDER : MOST;
        int dimensions = GoogleWords.positive(request, "outputDimensionality", where + ".output_dimensionality")
                .orElse(usual);
        if (dimensions > MOST) {
            throw GoogleWords.refused("* " + where + ".output_dimensionality: must be between 1 and " + MOST + ".\n");
        }
        float[] vector = Vectors.unit(model, content.path("parts").toString(), dimensions);
        ObjectNode embedding = JsonNodeFactory.instance.objectNode();
        embedding.set("values", Vectors.array(vector));
        return embedding;
    }
}
