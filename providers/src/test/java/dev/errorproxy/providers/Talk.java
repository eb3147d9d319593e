package dev.errorproxy.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A dialect as a client speaks it: writing requests and reading what was said, whole or streamed. */
enum Talk {
    CHAT {
        @Override
        ObjectNode body(String model, String text, Integer limit, boolean stream) {
            ObjectNode body = object().put("model", model);
            body.putArray("messages").addObject().put("role", "user").put("content", text);
            if (stream) {
                body.put("stream", true).putObject("stream_options").put("include_usage", true);
            }
            return limit == null ? body : body.put("max_completion_tokens", limit);
        }

        @Override
        void force(ObjectNode body, String tool, JsonNode schema) {
            ObjectNode function =
                    body.putArray("tools").addObject().put("type", "function").putObject("function");
            function.put("name", tool).set("parameters", schema);
            body.put("tool_choice", "required");
        }

        @Override
        Said whole(SimulatedAnswer answer) {
            JsonNode json = Simulated.json(answer);
            JsonNode message = json.at("/choices/0/message");
            JsonNode function = message.at("/tool_calls/0/function");
            String text = message.path("content").asText("")
                    + function.path("arguments").asText("");
            return said(json, text, function.path("name").asText(), json.at("/choices/0/finish_reason"));
        }

        @Override
        Said streamed(SimulatedAnswer answer) {
            StringBuilder text = new StringBuilder();
            String tool = "";
            JsonNode reason = null;
            JsonNode usage = null;
            for (JsonNode chunk : data(answer)) {
                JsonNode delta = chunk.at("/choices/0/delta");
                JsonNode function = delta.at("/tool_calls/0/function");
                text.append(delta.path("content").asText(""))
                        .append(function.path("arguments").asText(""));
                tool += function.path("name").asText("");
                reason = chunk.at("/choices/0/finish_reason").isTextual()
                        ? chunk.at("/choices/0/finish_reason")
                        : reason;
                usage = chunk.has("usage") ? chunk : usage;
            }
            return said(usage, text.toString(), tool, reason);
        }

        private Said said(JsonNode usage, String text, String tool, JsonNode reason) {
            return new Said(
                    text,
                    tool,
                    reason.asText(),
                    usage.at("/usage/prompt_tokens").asInt(),
                    usage.at("/usage/completion_tokens").asInt());
        }
    },

    RESPONSES {
        @Override
        ObjectNode body(String model, String text, Integer limit, boolean stream) {
            ObjectNode body = object().put("model", model).put("input", text).put("stream", stream);
            return limit == null ? body : body.put("max_output_tokens", limit);
        }

        @Override
        void force(ObjectNode body, String tool, JsonNode schema) {
            ObjectNode function = body.putArray("tools").addObject().put("type", "function");
            function.put("name", tool).set("parameters", schema);
            body.putObject("tool_choice").put("type", "function").put("name", tool);
        }

        @Override
        Said whole(SimulatedAnswer answer) {
            return said(Simulated.json(answer), null);
        }

        @Override
        Said streamed(SimulatedAnswer answer) {
            StringBuilder text = new StringBuilder();
            JsonNode last = null;
            for (JsonNode event : data(answer)) {
                text.append(event.path("delta").asText(""));
                last = event;
            }
            return said(last.get("response"), text.toString());
        }

        private Said said(JsonNode response, String streamed) {
            JsonNode item = response.at("/output/0");
            String text = item.at("/content/0/text").asText("")
                    + item.path("arguments").asText("");
            String reason = response.at("/incomplete_details/reason").asText();
            return new Said(
                    streamed == null ? text : streamed,
                    item.path("name").asText(""),
                    reason.equals("max_output_tokens")
                            ? "incomplete"
                            : response.get("status").asText(),
                    response.at("/usage/input_tokens").asInt(),
                    response.at("/usage/output_tokens").asInt());
        }
    },

    MESSAGES {
        @Override
        ObjectNode body(String model, String text, Integer limit, boolean stream) {
            ObjectNode body = object().put("model", model).put("max_tokens", limit == null ? 100_000 : limit);
            body.putArray("messages").addObject().put("role", "user").put("content", text);
            return body.put("stream", stream);
        }

        @Override
        void force(ObjectNode body, String tool, JsonNode schema) {
            body.putArray("tools").addObject().put("name", tool).set("input_schema", schema);
            body.putObject("tool_choice").put("type", "tool").put("name", tool);
        }

        @Override
        Said whole(SimulatedAnswer answer) {
            JsonNode json = Simulated.json(answer);
            JsonNode block = json.at("/content/0");
            return new Said(
                    block.has("input")
                            ? block.get("input").toString()
                            : block.get("text").asText(),
                    block.path("name").asText(""),
                    json.get("stop_reason").asText(),
                    json.at("/usage/input_tokens").asInt(),
                    json.at("/usage/output_tokens").asInt());
        }

        @Override
        Said streamed(SimulatedAnswer answer) {
            StringBuilder text = new StringBuilder();
            List<JsonNode> events = data(answer);
            for (JsonNode event : events) {
                JsonNode delta = event.path("delta");
                text.append(delta.path("text").asText(""))
                        .append(delta.path("partial_json").asText(""));
            }
            JsonNode end = events.get(events.size() - 2);
            return new Said(
                    text.toString(),
                    events.get(1).at("/content_block/name").asText(""),
                    end.at("/delta/stop_reason").asText(),
                    events.get(0).at("/message/usage/input_tokens").asInt(),
                    end.at("/usage/output_tokens").asInt());
        }
    },

    GEMINI {
        @Override
        ObjectNode body(String model, String text, Integer limit, boolean stream) {
            ObjectNode body = object();
            ObjectNode content = body.putArray("contents").addObject().put("role", "user");
            content.putArray("parts").addObject().put("text", text);
            if (limit != null) {
                body.putObject("generationConfig").put("maxOutputTokens", limit);
            }
            return body;
        }

        @Override
        void force(ObjectNode body, String tool, JsonNode schema) {
            ObjectNode function = body.putArray("tools")
                    .addObject()
                    .putArray("functionDeclarations")
                    .addObject();
            function.put("name", tool).set("parametersJsonSchema", schema);
            body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", "ANY");
        }

        @Override
        Said whole(SimulatedAnswer answer) {
            return said(List.of(Simulated.json(answer)));
        }

        @Override
        Said streamed(SimulatedAnswer answer) {
            boolean events = Simulated.header(answer, "content-type").startsWith("text/event-stream");
            List<JsonNode> chunks = new ArrayList<>();
            Simulated.json(events ? "[]" : Simulated.body(answer)).forEach(chunks::add);
            return said(events ? data(answer) : chunks);
        }

        private Said said(List<JsonNode> chunks) {
            StringBuilder text = new StringBuilder();
            chunks.forEach(chunk ->
                    text.append(chunk.at("/candidates/0/content/parts/0/text").asText("")));
            JsonNode last = chunks.get(chunks.size() - 1);
            JsonNode call = last.at("/candidates/0/content/parts/0/functionCall");
            return new Said(
                    call.isMissingNode() ? text.toString() : call.get("args").toString(),
                    call.path("name").asText(""),
                    last.at("/candidates/0/finishReason").asText(),
                    last.at("/usageMetadata/promptTokenCount").asInt(),
                    last.at("/usageMetadata/candidatesTokenCount").asInt());
        }
    };

    /** Returns a request of one message. */
    abstract ObjectNode body(String model, String text, Integer limit, boolean stream);

    abstract void force(ObjectNode body, String tool, JsonNode schema);

    abstract Said whole(SimulatedAnswer answer);

    abstract Said streamed(SimulatedAnswer answer);

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<JsonNode> data(SimulatedAnswer answer) {
        return Simulated.events(answer).stream()
                .flatMap(event -> Stream.ofNullable(event.data()))
                .toList();
    }

    /** What a model has said. */
    record Said(String text, String tool, String reason, int prompt, int completion) {}

    /** Every place where a model can be talked to; the model's name stands for itself in some paths. */
    record Place(String provider, Talk talk, String path, String streamPath) {

        static final List<Place> ALL = List.of(
                new Place("openai", CHAT, "/v1/chat/completions"),
                new Place("openai", RESPONSES, "/v1/responses"),
                new Place("anthropic", MESSAGES, "/v1/messages"),
                new Place(
                        "google",
                        GEMINI,
                        "/v1beta/models/MODEL:generateContent",
                        "/v1beta/models/MODEL:streamGenerateContent?alt=sse"),
                new Place(
                        "google",
                        GEMINI,
                        "/v1beta/models/MODEL:generateContent",
                        "/v1beta/models/MODEL:streamGenerateContent"),
                new Place("google", CHAT, "/v1beta/openai/chat/completions"),
                new Place("openrouter", CHAT, "/api/v1/chat/completions"),
                new Place("openrouter", RESPONSES, "/api/v1/responses"),
                new Place("openrouter", MESSAGES, "/api/v1/messages"),
                new Place("tetrate", CHAT, "/v1/chat/completions"),
                new Place("databricks", CHAT, "/serving-endpoints/MODEL/invocations"),
                new Place("databricks", CHAT, "/serving-endpoints/chat/completions"),
                new Place("databricks", RESPONSES, "/serving-endpoints/responses"),
                new Place("databricks", RESPONSES, "/ai-gateway/openai/v1/responses"),
                new Place("databricks", MESSAGES, "/ai-gateway/anthropic/v1/messages"),
                new Place("databricks", CHAT, "/ai-gateway/mlflow/v1/chat/completions"));

        Place(String provider, Talk talk, String path) {
            this(provider, talk, path, path);
        }

        SimulatedAnswer ask(ObjectNode body, String model, boolean stream, int replyTokens) {
            String encoded = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
            String request = "POST " + (stream ? streamPath : path).replace("MODEL", encoded);
            return Simulated.ask(provider, request, body.toString(), replyTokens);
        }

        @Override
        public String toString() {
            return provider + " " + streamPath;
        }
    }
}
