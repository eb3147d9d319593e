package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The function that a Gemini request forces the model to call, by the modes of its function calling page. */
final class GoogleTools {

    private static final int LONGEST_NAME = 128;

    private GoogleTools() {}

    static Optional<Tool> forced(ObjectNode body) {
        JsonNode list = body.path("tools");
        if (!list.isMissingNode() && !list.isNull() && !list.isContainerNode()) {
            throw GoogleWords.invalid("tools", "type.googleapis.com/google.ai.generativelanguage.v1beta.Tool", list);
        }
        List<Tool> tools = tools(list.isArray() ? list : List.of(list));
        JsonNode config = GoogleWords.member(GoogleWords.member(body, "toolConfig"), "functionCallingConfig");
        if (!config.path("mode").asText().equals("ANY")) {
            return Optional.empty();
        }
        JsonNode allowed = GoogleWords.member(config, "allowedFunctionNames");
        if (tools.isEmpty()) {
            throw GoogleWords.refused("Function calling config is set without function_declarations.");
        }
        if (!allowed.isArray() || allowed.isEmpty()) {
            return Optional.of(tools.get(0));
        }
        Map<String, Tool> byName = new HashMap<>();
        tools.forEach(tool -> byName.putIfAbsent(tool.name(), tool));
        for (JsonNode name : allowed) {
            if (!byName.containsKey(name.asText())) {
                throw GoogleWords.refused("* GenerateContentRequest.tool_config.function_calling_config"
                        + ".allowed_function_names: \"" + Refusal.shown(name.asText())
                        + "\" is not among the function declarations.\n");
            }
        }
        return Optional.of(byName.get(allowed.get(0).asText()));
    }

    private static List<Tool> tools(Iterable<JsonNode> list) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : list) {
            for (JsonNode declared : GoogleWords.member(tool, "functionDeclarations")) {
                JsonNode name = declared.path("name");
                if (!name.isTextual()
                        || name.textValue().isEmpty()
                        || name.textValue().length() > LONGEST_NAME) {
                    throw GoogleWords.refused("* GenerateContentRequest.tools[0].function_declarations["
                            + tools.size() + "].name: Invalid function name. Must start with a letter or an"
                            + " underscore, with a maximum length of " + LONGEST_NAME + ".\n");
                }
                JsonNode schema = GoogleWords.member(declared, "parametersJsonSchema");
                tools.add(new Tool(name.textValue(), schema.isObject() ? schema : declared.path("parameters")));
            }
        }
        return tools;
    }
}
