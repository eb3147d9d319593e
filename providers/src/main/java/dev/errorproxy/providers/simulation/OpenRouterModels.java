package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** OpenRouter's list of models, in the shape of its models page; the simulated ones cost nothing. */
public final class OpenRouterModels {

    private static final List<String> IDS =
            List.of("openai/gpt-4o", "openai/gpt-4o-mini", "anthropic/claude-sonnet-4.5", "google/gemini-2.5-flash");

    private OpenRouterModels() {}

    /** Returns the route, which OpenRouter serves without a key. */
    public static Route route(String path) {
        return Route.get(path, inbound -> {
                    ObjectNode list = JsonNodeFactory.instance.objectNode();
                    ArrayNode data = list.putArray("data");
                    IDS.forEach(id -> data.add(model(id)));
                    return Answers.json(inbound, list);
                })
                .withoutKey();
    }

    private static ObjectNode model(String id) {
        ObjectNode model = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("canonical_slug", id)
                .put("name", id)
                .put("created", ModelList.CREATED)
                .put("description", "A simulated model")
                .put("context_length", 128_000);
        ObjectNode architecture =
                model.putObject("architecture").put("modality", "text->text").put("tokenizer", "GPT");
        architecture.putArray("input_modalities").add("text");
        architecture.putArray("output_modalities").add("text");
        architecture.putNull("instruct_type");
        model.putObject("pricing").put("prompt", "0").put("completion", "0").put("request", "0");
        model.putObject("top_provider")
                .put("context_length", 128_000)
                .put("max_completion_tokens", 16_384)
                .put("is_moderated", false);
        model.putNull("per_request_limits");
        model.putArray("supported_parameters")
                .add("max_tokens")
                .add("temperature")
                .add("tools")
                .add("tool_choice");
        return model;
    }
}
