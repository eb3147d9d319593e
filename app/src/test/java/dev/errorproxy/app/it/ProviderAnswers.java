package dev.errorproxy.app.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The providers' answers to any prompt, whole and streamed: each says {@link #TEXT}. */
final class ProviderAnswers {

    /** What all models say. */
    static final String TEXT = "One two three.";

    /** The pieces in which a streamed answer says it. */
    static final List<String> PIECES = List.of("One", " two", " three.");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProviderAnswers() {}

    /** Returns the answer of the provider whose path it is. */
    static Answer to(Received request) {
        String path = request.target().replaceFirst("\\?.*", "");
        if (path.endsWith("/chat/completions")) {
            return wantsStream(request) ? chatStreamed() : chat();
        }
        if (path.endsWith("/responses")) {
            return wantsStream(request) ? responsesStreamed() : responses();
        }
        if (path.endsWith("/messages")) {
            return wantsStream(request) ? messagesStreamed() : messages();
        }
        if (path.endsWith(":generateContent")) {
            return Answer.json(candidate(TEXT, ",\"finishReason\":\"STOP\""));
        }
        if (path.endsWith(":streamGenerateContent")) {
            return Answer.data(
                    candidate(PIECES.get(0), ""),
                    candidate(PIECES.get(1), ""),
                    candidate(PIECES.get(2), ",\"finishReason\":\"STOP\""));
        }
        return Answer.json("{}");
    }

    private static boolean wantsStream(Received request) {
        try {
            return JSON.readTree(request.body()).path("stream").asBoolean();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Answer chat() {
        return Answer.json("""
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,\
                "message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}
                """.formatted(TEXT));
    }

    private static Answer chatStreamed() {
        return Answer.data(
                chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                chunk("{\"content\":\"" + PIECES.get(0) + "\"}", "null"),
                chunk("{\"content\":\"" + PIECES.get(1) + "\"}", "null"),
                chunk("{\"content\":\"" + PIECES.get(2) + "\"}", "null"),
                chunk("{}", "\"stop\""),
                "[DONE]");
    }

    private static String chunk(String delta, String finishReason) {
        return """
                {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o",\
                "choices":[{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta, finishReason);
    }

    private static Answer responses() {
        return Answer.json(response("completed", "[" + outputItem("completed", "[" + outputPart(TEXT) + "]") + "]"));
    }

    private static Answer responsesStreamed() {
        List<String> events = new ArrayList<>();
        String of = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,";
        add(events, "response.created", "\"response\":" + response("in_progress", "[]"));
        add(events, "response.in_progress", "\"response\":" + response("in_progress", "[]"));
        add(events, "response.output_item.added", "\"output_index\":0,\"item\":" + outputItem("in_progress", "[]"));
        add(events, "response.content_part.added", of + "\"part\":" + outputPart(""));
        for (String piece : PIECES) {
            add(events, "response.output_text.delta", of + "\"logprobs\":[],\"delta\":\"" + piece + "\"");
        }
        String whole = outputItem("completed", "[" + outputPart(TEXT) + "]");
        add(events, "response.output_text.done", of + "\"logprobs\":[],\"text\":\"" + TEXT + "\"");
        add(events, "response.content_part.done", of + "\"part\":" + outputPart(TEXT));
        add(events, "response.output_item.done", "\"output_index\":0,\"item\":" + whole);
        add(events, "response.completed", "\"response\":" + response("completed", "[" + whole + "]"));
        return Answer.events(events);
    }

    private static void add(List<String> events, String type, String fields) {
        events.add("event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":%d,%s}\n\n"
                .formatted(type, type, events.size(), fields));
    }

    private static String response(String status, String output) {
        return """
                {"id":"resp_1","object":"response","created_at":1,"status":"%s","error":null,\
                "incomplete_details":null,"instructions":null,"metadata":{},"model":"gpt-4o","output":%s,\
                "parallel_tool_calls":true,"temperature":1.0,"tool_choice":"auto","tools":[],"top_p":1.0}""".formatted(status, output);
    }

    private static String outputItem(String status, String content) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"%s\",\"content\":%s}"
                .formatted(status, content);
    }

    private static String outputPart(String text) {
        return "{\"type\":\"output_text\",\"text\":\"%s\",\"annotations\":[],\"logprobs\":[]}".formatted(text);
    }

    private static Answer messages() {
        return Answer.json(message("[{\"type\":\"text\",\"text\":\"" + TEXT + "\"}]", "\"end_turn\""));
    }

    private static Answer messagesStreamed() {
        List<String> events = new ArrayList<>();
        addTyped(events, "message_start", ",\"message\":" + message("[]", "null"));
        addTyped(events, "content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
        addTyped(events, "ping", "");
        for (String piece : PIECES) {
            addTyped(
                    events,
                    "content_block_delta",
                    ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}");
        }
        addTyped(events, "content_block_stop", ",\"index\":0");
        addTyped(
                events,
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":3}");
        addTyped(events, "message_stop", "");
        return Answer.events(events);
    }

    private static void addTyped(List<String> events, String type, String fields) {
        events.add("event: %s\ndata: {\"type\":\"%s\"%s}\n\n".formatted(type, type, fields));
    }

    private static String message(String content, String stopReason) {
        return """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":%s,\
                "stop_reason":%s,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":3}}""".formatted(content, stopReason);
    }

    private static String candidate(String text, String more) {
        return "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"%s\"}]}%s}]}"
                .formatted(text, more);
    }
}
