package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.providers.wire.Ids;
import java.util.List;

/** The JSON of one response of the Responses API, at its beginning and at its end, by OpenAI's API reference. */
final class ResponseShape {

    /** What a response repeats of its request. */
    private static final List<String> REPEATED = List.of(
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "parallel_tool_calls",
            "previous_response_id",
            "reasoning",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_p",
            "truncation",
            "user",
            "metadata");

    private final ObjectNode request;
    private final Prompt prompt;
    private final Utterance said;
    private final long created;
    private final String id = "resp_" + Ids.hex(48);
    private final String itemId;
    private final String callId = "call_" + Ids.base58(24);

    ResponseShape(ObjectNode request, Prompt prompt, Utterance said, long created) {
        this.request = request;
        this.prompt = prompt;
        this.said = said;
        this.created = created;
        this.itemId = (said.tool().isPresent() ? "fc_" : "msg_") + Ids.hex(48);
    }

    String itemId() {
        return itemId;
    }

    ObjectNode begun() {
        ObjectNode response = response("in_progress");
        response.putArray("output");
        return response.putNull("usage");
    }

    ObjectNode finished() {
        ObjectNode response = response(status());
        if (said.ending().isEarly()) {
            response.putObject("incomplete_details")
                    .put("reason", said.ending().reason("", "max_output_tokens", "", "content_filter"));
        }
        response.putArray("output").add(finishedItem());
        ObjectNode usage = response.putObject("usage").put("input_tokens", prompt.tokens());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.put("output_tokens", said.tokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", prompt.tokens() + said.tokens());
        return response;
    }

    /** Returns the output item before anything is said. */
    ObjectNode begunItem() {
        ObjectNode item = item("in_progress");
        if (said.tool().isPresent()) {
            return item.put("arguments", "");
        }
        item.putArray("content");
        return item;
    }

    ObjectNode finishedItem() {
        ObjectNode item = item(status());
        if (said.tool().isPresent()) {
            return item.put("arguments", said.text());
        }
        item.putArray("content").add(part(said.text()));
        return item;
    }

    ObjectNode part(String text) {
        if (said.ending().isRefused()) {
            return JsonNodeFactory.instance.objectNode().put("type", "refusal").put("refusal", text);
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode().put("type", "output_text");
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", text);
    }

    private String status() {
        return said.ending().isEarly() ? "incomplete" : "completed";
    }

    private ObjectNode item(String status) {
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("id", itemId);
        return said.tool()
                .map(tool -> item.put("type", "function_call")
                        .put("status", status)
                        .put("call_id", callId)
                        .put("name", tool.name()))
                .orElseGet(
                        () -> item.put("type", "message").put("status", status).put("role", "assistant"));
    }

    private ObjectNode response(String status) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("id", id).put("object", "response").put("created_at", created);
        response.put("status", status).put("background", false);
        response.putNull("error").putNull("incomplete_details").putNull("instructions");
        response.putNull("max_output_tokens").put("model", prompt.model()).put("parallel_tool_calls", true);
        response.putNull("previous_response_id");
        response.putObject("reasoning").putNull("effort").putNull("summary");
        response.put("service_tier", "default").put("store", true).put("temperature", 1.0);
        response.putObject("text").putObject("format").put("type", "text");
        response.put("tool_choice", "auto").set("tools", JsonNodeFactory.instance.arrayNode());
        response.put("top_p", 1.0).put("truncation", "disabled").putNull("user");
        response.putObject("metadata");
        for (String name : REPEATED) {
            JsonNode value = request.path(name);
            if (!OpenAiWords.isAbsent(value)) {
                response.set(name, value);
            }
        }
        return response;
    }
}
