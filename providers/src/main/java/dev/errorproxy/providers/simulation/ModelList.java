package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The models that a provider of OpenAI's dialect lists; any other is known too when it is asked for.
 *
 * @param owner whom the models are said to belong to
 * @param ids their ids
 */
public record ModelList(String owner, List<String> ids) {

    /** The day since which all models exist: 1 January 2025. */
    static final long CREATED = 1_735_689_600;

    public ModelList {
        ids = List.copyOf(ids);
    }

    /** Returns the routes of the list and of its models below a folder such as {@code /v1}. */
    public List<Route> routes(String folder) {
        return List.of(Route.get(folder + "/models", list()), Route.get(folder + "/models/(.+)", one()));
    }

    private Operation list() {
        return inbound -> {
            ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
            ArrayNode data = list.putArray("data");
            ids.forEach(id -> data.add(model(id)));
            return Answers.json(inbound, list);
        };
    }

    private Operation one() {
        return inbound -> Answers.json(
                inbound, model(OpenAiWords.knownModel(inbound.name().orElseThrow())));
    }

    private ObjectNode model(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", owner);
    }
}
