package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A value that fits a JSON schema: what is required and nothing more, the first of several choices.
 *
 * <p>Regular expressions, {@code not}, {@code contains} and conditions are not looked at. A schema that asks for more
 * than some thousand values, or requires itself without end, gets a value that stops short of it.
 */
final class SchemaSample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 16;
    /** From here on a choice that refers elsewhere is avoided: it may be the one that recurs. */
    private static final int DEEP = 3;

    private final Schemas schemas;
    private int budget = 10_000;

    private SchemaSample(JsonNode root) {
        this.schemas = new Schemas(root);
    }

    /** Returns arguments for a tool: always an object, and an empty one where the schema asks for nothing. */
    static ObjectNode arguments(JsonNode schema) {
        JsonNode value = new SchemaSample(schema).value(schema, 0, 0);
        return value instanceof ObjectNode object ? object : NODES.objectNode();
    }

    /** Returns a value; the turn makes a list's elements differ. */
    private JsonNode value(JsonNode given, int depth, int turn) {
        JsonNode schema = schemas.plain(given, depth >= DEEP);
        budget -= 1 + schema.size();
        if (schema.has("const")) {
            return schema.get("const");
        }
        JsonNode choices = schema.path("enum");
        if (choices.isArray() && !choices.isEmpty()) {
            return choices.get(turn % choices.size());
        }
        boolean spent = budget < 0 || depth >= DEEPEST;
        return switch (Schemas.type(schema)) {
            case "object" -> spent ? NODES.objectNode() : object(schema, depth);
            case "array" -> spent ? NODES.arrayNode() : array(schema, depth);
            case "integer" -> NODES.numberNode(new SampleNumber(schema).integer(turn));
            case "number" -> new SampleNumber(schema).number(turn);
            case "boolean" -> NODES.booleanNode(turn % 2 == 0);
            case "null" -> NODES.nullNode();
            default -> text(schema, turn);
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode name : schema.path("required")) {
            budget--;
            if (budget < 0) {
                break;
            }
            if (name.isTextual()) {
                budget -= name.textValue().length();
                object.set(name.textValue(), value(schema.path("properties").path(name.textValue()), depth + 1, 0));
            }
        }
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        JsonNode items = schema.path("items");
        JsonNode first = items.isArray() ? items : schema.path("prefixItems");
        int least = schema.path("minItems").asInt();
        for (int i = 0; i < least && budget > 0; i++) {
            array.add(value(first.has(i) ? first.get(i) : items, depth + 1, i));
        }
        return array;
    }

    private JsonNode text(JsonNode schema, int turn) {
        String known = Schemas.formatted(schema.path("format").asText(), turn);
        StringBuilder text = new StringBuilder(known);
        int least = Math.min(schema.path("minLength").asInt(), Math.max(0, budget));
        while (text.length() < least) {
            text.append('x');
        }
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (most >= 0 && most < text.length()) {
            text.setLength(most);
        }
        budget -= text.length();
        return NODES.textNode(text.toString());
    }
}
