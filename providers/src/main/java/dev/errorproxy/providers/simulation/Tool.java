package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that the request defines.
 *
 * @param name its name
 * @param schema the JSON schema of its arguments, missing where it has none
 */
record Tool(String name, JsonNode schema) {}
