package dev.errorproxy.providers.simulation;

import static dev.errorproxy.providers.simulation.AnthropicWords.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tool that an Anthropic request forces the model to use; tools that run at the provider are never used. */
final class AnthropicTools {

    private static final int LONGEST_NAME = 128;

    private AnthropicTools() {}

    static Optional<Tool> forced(ObjectNode body) {
        List<Tool> tools = tools(body.path("tools"));
        JsonNode choice = body.path("tool_choice");
        switch (choice.path("type").asText()) {
            case "any":
                if (tools.isEmpty() && body.path("tools").isEmpty()) {
                    throw refused("tool_choice: tool_choice may only be specified while providing tools");
                }
                return tools.stream().findFirst();
            case "tool":
                String name = choice.path("name").asText();
                return Optional.of(tools.stream()
                        .filter(tool -> tool.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> refused(
                                "tool_choice: Tool '" + Refusal.shown(name) + "' not found in provided tools")));
            default:
                return Optional.empty();
        }
    }

    private static List<Tool> tools(JsonNode list) {
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw refused("tools: Input should be a valid list");
        }
        List<Tool> tools = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode tool = list.get(i);
            JsonNode name = tool.path("name");
            if (!name.isTextual()) {
                throw refused("tools." + i + ".custom.name: Field required");
            }
            if (name.textValue().length() > LONGEST_NAME) {
                throw refused("tools." + i + ".custom.name: String should have at most 128 characters");
            }
            if (tool.has("input_schema")) {
                tools.add(new Tool(name.textValue(), tool.get("input_schema")));
            }
        }
        return tools;
    }
}
