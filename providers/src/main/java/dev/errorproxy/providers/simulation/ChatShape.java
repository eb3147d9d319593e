package dev.errorproxy.providers.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.providers.wire.Ids;

/** The JSON of one chat completion, whole or in chunks, by OpenAI's API reference. */
final class ChatShape {

    private final ChatStyle style;
    private final ChatRequest request;
    private final Utterance said;
    private final long created;
    private final String id;

    ChatShape(ChatStyle style, ChatRequest request, Utterance said, long created) {
        this.style = style;
        this.request = request;
        this.said = said;
        this.created = created;
        this.id = style.ids().get();
    }

    ObjectNode completion() {
        ObjectNode completion = head("chat.completion");
        ArrayNode choices = completion.putArray("choices");
        for (int i = 0; i < request.choices(); i++) {
            ObjectNode choice = choices.addObject().put("index", i);
            ObjectNode message = choice.putObject("message").put("role", "assistant");
            if (said.tool().isPresent()) {
                message.putNull("content").putNull("refusal");
                addCall(message.putArray("tool_calls").addObject()).put("arguments", said.text());
            } else {
                putText(message, said.text()).putArray("annotations");
            }
            choice.putNull("logprobs");
            putReason(choice);
        }
        completion.set("usage", usage());
        return completion;
    }

    /** Returns a chunk with one choice, and that choice's delta yet to be filled. */
    ObjectNode chunk(int index) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.putObject("delta");
        choice.putNull("logprobs").putNull("finish_reason");
        if (request.usage()) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    ObjectNode lastChunk(int index) {
        ObjectNode chunk = chunk(index);
        putReason((ObjectNode) chunk.at("/choices/0"));
        return chunk;
    }

    ObjectNode usageChunk() {
        ObjectNode chunk = head("chat.completion.chunk");
        ArrayNode choices = chunk.putArray("choices");
        if (style.upstream().isPresent()) {
            ObjectNode choice = choices.addObject().put("index", 0);
            choice.putObject("delta").put("role", "assistant").put("content", "");
            putReason(choice);
        }
        chunk.set("usage", usage());
        return chunk;
    }

    /** Puts what is said where it belongs: an answer's text, or the words of a refusal. */
    ObjectNode putText(ObjectNode message, String text) {
        return said.ending().isRefused()
                ? message.putNull("content").put("refusal", text)
                : message.put("content", text).putNull("refusal");
    }

    /** Returns the function of a new call, its arguments yet to be put. */
    ObjectNode addCall(ObjectNode call) {
        call.put("id", "call_" + Ids.base58(24)).put("type", "function");
        return call.putObject("function").put("name", said.tool().orElseThrow().name());
    }

    private ObjectNode head(String object) {
        ObjectNode head = JsonNodeFactory.instance.objectNode().put("id", id);
        style.upstream().ifPresent(provider -> head.put("provider", provider));
        head.put("object", object)
                .put("created", created)
                .put("model", request.prompt().model());
        if (style.upstream().isEmpty()) {
            head.put("service_tier", "default").put("system_fingerprint", "fp_50a1ffb12e");
        }
        return head;
    }

    private void putReason(ObjectNode choice) {
        String reason = said.ending().reason("stop", "length", "stop", "content_filter");
        choice.put("finish_reason", said.tool().isPresent() ? "tool_calls" : reason);
        if (style.upstream().isPresent()) {
            choice.set("native_finish_reason", choice.get("finish_reason"));
        }
    }

    private ObjectNode usage() {
        int prompt = request.prompt().tokens();
        int completion = said.tokens() * request.choices();
        ObjectNode usage = JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}
