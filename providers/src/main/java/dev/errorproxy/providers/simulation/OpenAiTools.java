package dev.errorproxy.providers.simulation;

import static dev.errorproxy.providers.simulation.OpenAiWords.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The function that an OpenAI request forces the model to call.
 *
 * <p>Chat requests have a function's name and schema one level deeper than Responses requests have them. Tools that run
 * at the provider are accepted and never called.
 */
final class OpenAiTools {

    private static final int LONGEST_NAME = 128;

    private OpenAiTools() {}

    /** Returns the tool that must be called, where one must. */
    static Optional<Tool> forced(ObjectNode body) {
        JsonNode list = body.path("tools");
        if (!OpenAiWords.isAbsent(list) && !list.isArray()) {
            throw OpenAiWords.wrongType("tools", "an array of objects", list);
        }
        List<Tool> tools = tools(list);
        JsonNode choice = body.path("tool_choice");
        if (choice.asText().equals("required")) {
            return any(list, tools);
        }
        Optional<String> named = named(choice);
        if (named.isPresent()) {
            return Optional.of(find(named.get(), tools));
        }
        JsonNode allowed = choice.has("allowed_tools") ? choice.get("allowed_tools") : choice;
        boolean forced = choice.path("type").asText().equals("allowed_tools")
                && allowed.path("mode").asText().equals("required");
        return forced ? named(allowed.path("tools").path(0)).map(name -> find(name, tools)) : Optional.empty();
    }

    private static Optional<Tool> any(JsonNode list, List<Tool> tools) {
        if (list.isEmpty()) {
            throw refused(
                    "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
                    "tool_choice",
                    null);
        }
        return tools.stream().findFirst();
    }

    private static Optional<String> named(JsonNode choice) {
        JsonNode name = function(choice).path("name");
        boolean named = choice.path("type").asText().equals("function") && name.isTextual();
        return named ? Optional.of(name.textValue()) : Optional.empty();
    }

    private static Tool find(String name, List<Tool> tools) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused(
                        "Invalid value for 'tool_choice': function '" + Refusal.shown(name)
                                + "' not found in 'tools' parameter.",
                        "tool_choice",
                        null));
    }

    private static List<Tool> tools(JsonNode list) {
        List<Tool> tools = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode tool = list.get(i);
            if (!tool.isObject()) {
                throw OpenAiWords.wrongType("tools[" + i + "]", "an object", tool);
            }
            JsonNode function = function(tool);
            if (tool.path("type").asText().equals("function")) {
                if (!function.path("name").isTextual()) {
                    throw OpenAiWords.missing("tools[" + i + "].function.name");
                }
                // Short as OpenAI wants it: every choice repeats it.
                if (function.get("name").textValue().length() > LONGEST_NAME) {
                    throw refused(
                            "Invalid 'tools[" + i + "].function.name': string too long. Expected a string with maximum"
                                    + " length " + LONGEST_NAME + ".",
                            "tools[" + i + "].function.name",
                            "string_above_max_length");
                }
                tools.add(new Tool(function.get("name").textValue(), function.path("parameters")));
            }
        }
        return tools;
    }

    private static JsonNode function(JsonNode node) {
        return node.path("function").isObject() ? node.get("function") : node;
    }
}
