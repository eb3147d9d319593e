package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * The schemas within one document, with references followed and choices made; used for one sample.
 *
 * <p>After some hundred thousand copied members it copies no more: every visit to a huge schema would cost as much.
 */
final class Schemas {

    private static final int MOST_REFERENCES = 20;
    private static final int LONGEST_REFERENCE = 500;

    private static final int MOST_COPIED = 200_000;
    private static final int MOST_BRANCHES = 20;

    private final JsonNode root;
    private int copied;

    Schemas(JsonNode root) {
        this.root = root;
    }

    /** Returns the schema without {@code $ref}, {@code allOf}, {@code anyOf} and {@code oneOf}. */
    JsonNode plain(JsonNode given, boolean avoidReferences) {
        JsonNode schema = given;
        for (int i = 0; i < MOST_REFERENCES && copied < MOST_COPIED; i++) {
            if (schema.path("$ref").isTextual()) {
                schema = target(schema.get("$ref").textValue());
            } else if (isList(schema.path("allOf"))) {
                schema = merged(schema, "allOf", schema.get("allOf"));
            } else if (isList(schema.path("anyOf"))) {
                schema = chosen(schema, "anyOf", avoidReferences);
            } else if (isList(schema.path("oneOf"))) {
                schema = chosen(schema, "oneOf", avoidReferences);
            } else {
                return schema;
            }
        }
        return schema;
    }

    private static boolean isList(JsonNode node) {
        return node.isArray() && !node.isEmpty();
    }

    private JsonNode chosen(JsonNode schema, String keyword, boolean avoidReferences) {
        JsonNode branches = schema.get(keyword);
        JsonNode choice = branches.get(0);
        for (int i = 0; avoidReferences && choice.has("$ref") && i < Math.min(branches.size(), MOST_BRANCHES); i++) {
            choice = branches.get(i);
        }
        return merged(schema, keyword, List.of(choice));
    }

    private JsonNode merged(JsonNode schema, String keyword, Iterable<JsonNode> parts) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll((ObjectNode) schema);
        merged.remove(keyword);
        copied += schema.size();
        for (JsonNode part : parts) {
            JsonNode followed =
                    part.path("$ref").isTextual() ? target(part.get("$ref").textValue()) : part;
            if (copied++ < MOST_COPIED && followed instanceof ObjectNode object) {
                object.properties().forEach(member -> merge(merged, member.getKey(), member.getValue()));
            }
        }
        return merged;
    }

    private void merge(ObjectNode merged, String key, JsonNode value) {
        JsonNode before = merged.path(key);
        copied += 1 + before.size() + value.size();
        if (key.equals("required") && before.isArray() && value.isArray()) {
            ArrayNode both = merged.putArray(key);
            both.addAll((ArrayNode) before).addAll((ArrayNode) value);
        } else if (key.equals("properties") && before.isObject() && value.isObject()) {
            ObjectNode both = merged.putObject(key);
            both.setAll((ObjectNode) before);
            both.setAll((ObjectNode) value);
        } else {
            merged.set(key, value);
        }
    }

    private JsonNode target(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        boolean inside = reference.startsWith("#/") && reference.length() <= LONGEST_REFERENCE;
        return inside ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    /** Returns the schema's type in lower case, the first of several; by its other members where it names none. */
    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        JsonNode first = type.isArray() && !type.isEmpty() ? type.get(0) : type;
        if (first.isTextual()) {
            // Google's schemas have their types in capitals.
            return first.textValue().toLowerCase(Locale.ROOT);
        }
        if (schema.has("properties") || schema.has("required")) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") ? "number" : "string";
    }

    /** Returns a string of one of JSON schema's formats, or a word where the format is none of them. */
    static String formatted(String format, int turn) {
        return switch (format) {
            case "date-time" -> "2026-01-01T00:00:%02dZ".formatted(turn % 60);
            case "date" -> "2026-01-%02d".formatted(1 + turn % 28);
            case "time" -> "00:00:%02dZ".formatted(turn % 60);
            case "duration" -> "P" + (1 + turn) + "D";
            case "email" -> "user" + turn + "@example.com";
            case "hostname" -> "host" + turn + ".example.com";
            case "ipv4" -> "192.0.2." + turn % 256;
            case "ipv6" -> "2001:db8::" + Integer.toHexString(turn % 0x10000);
            case "uri", "uri-reference", "url" -> "https://example.com/" + turn;
            case "uuid" -> "00000000-0000-4000-8000-%012d".formatted(turn);
            default -> turn == 0 ? "text" : "text" + turn;
        };
    }
}
