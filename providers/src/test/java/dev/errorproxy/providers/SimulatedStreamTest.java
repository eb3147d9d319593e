package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.Simulated.Event;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a stream's events, by dialect. */
class SimulatedStreamTest {

    @Test
    void streamsAChatAsRoleTextReasonUsageAndDone() {
        ObjectNode body = Talk.CHAT.body("gpt-4o", "hi", 2, true);
        List<Event> events = Simulated.events(Simulated.ask("openai", "POST /v1/chat/completions", body.toString()));

        assertThat(events).extracting(Event::name).containsExactly("", "", "", "", "", "[DONE]");
        assertThat(choices(events))
                .containsExactly(
                        "{'index':0,'delta':{'role':'assistant','content':'','refusal':null},'logprobs':null,'finish_reason':null}",
                        "{'index':0,'delta':{'content':'This'},'logprobs':null,'finish_reason':null}",
                        "{'index':0,'delta':{'content':' is'},'logprobs':null,'finish_reason':null}",
                        "{'index':0,'delta':{},'logprobs':null,'finish_reason':'length'}",
                        "");
        assertThat(events.get(0).data().get("usage").isNull()).isTrue();
        assertThat(events.get(4).data().get("choices")).isEmpty();
        assertThat(events.get(4).data().at("/usage/total_tokens").asInt()).isEqualTo(3);
        assertThat(events.subList(0, 5))
                .extracting(event -> event.data().get("id"))
                .containsOnly(events.get(0).data().get("id"));
    }

    @Test
    void leavesUsageOutOfAStreamThatDoesNotAskForIt() {
        ObjectNode body = Talk.CHAT.body("gpt-4o", "hi", 2, true);
        body.remove("stream_options");
        String stream = Simulated.body(Simulated.ask("openai", "POST /v1/chat/completions", body.toString()));

        assertThat(stream).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @Test
    void streamsOpenRoutersChatWithCommentsItsProviderAndUsageThatRepeatsTheReason() {
        ObjectNode body = Talk.CHAT.body("openai/gpt-4o", "hi", 1, true);
        body.remove("stream_options");
        SimulatedAnswer answer = Simulated.ask("openrouter", "POST /api/v1/chat/completions", body.toString());
        List<Event> events = Simulated.events(answer);

        assertThat(events)
                .extracting(Event::name)
                .containsExactly(": OPENROUTER PROCESSING", ": OPENROUTER PROCESSING", "", "", "", "", "[DONE]");
        JsonNode usage = events.get(5).data();
        assertThat(usage.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(1);
        assertThat(usage.get("provider").isTextual()).isTrue();
        assertThat(usage.get("id").asText()).startsWith("gen-");
        assertThat(usage.has("system_fingerprint")).isFalse();
    }

    @Test
    void streamsEveryChoice() {
        ObjectNode body = Talk.CHAT.body("gpt-4o", "hi", 2, true).put("n", 3);
        List<Event> events = Simulated.events(Simulated.ask("openai", "POST /v1/chat/completions", body.toString()));

        assertThat(choices(events))
                .filteredOn(choice -> choice.contains("length"))
                .hasSize(3);
        assertThat(events.get(events.size() - 2)
                        .data()
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(6);
        JsonNode whole = Simulated.json(Simulated.ask(
                "openai", "POST /v1/chat/completions", body.put("stream", false).toString()));
        assertThat(whole.get("choices")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1, response.incomplete", "500, response.completed"})
    void streamsAResponseAsNamedAndNumberedEvents(int limit, String last) {
        ObjectNode body = Talk.RESPONSES.body("gpt-5", "hi", limit, true);
        List<Event> events = Simulated.events(Simulated.ask("openai", "POST /v1/responses", body.toString(), 1));

        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        numbered(events);
        List<Event> cut = Simulated.events(Simulated.ask("openai", "POST /v1/responses", body.toString(), 400));
        assertThat(cut.get(cut.size() - 1).name()).isEqualTo(last);
    }

    @Test
    void streamsAResponsesCall() {
        ObjectNode body = Talk.RESPONSES.body("gpt-5", "hi", null, true);
        Talk.RESPONSES.force(body, "get_it", Simulated.json("{}"));
        List<Event> events = Simulated.events(Simulated.ask("openai", "POST /v1/responses", body.toString()));

        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        numbered(events);
        assertThat(events.get(2).data().at("/item/call_id"))
                .isEqualTo(events.get(5).data().at("/item/call_id"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void streamsAMessageInAnthropicsOrder(boolean tool) {
        ObjectNode body = Talk.MESSAGES.body("claude-sonnet-4-5", "hi", 1, true);
        if (tool) {
            Talk.MESSAGES.force(body, "get_it", Simulated.json("{\"type\":\"object\"}"));
        }
        List<Event> events = Simulated.events(Simulated.ask("anthropic", "POST /v1/messages", body.toString()));

        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events).allMatch(event -> event.data().get("type").asText().equals(event.name()));
        assertThat(events.get(1).data().at("/content_block/type").asText()).isEqualTo(tool ? "tool_use" : "text");
        assertThat(events.get(3).data().at("/delta/type").asText()).isEqualTo(tool ? "input_json_delta" : "text_delta");
    }

    @Test
    void streamsGeminisChunksOfWhichTheLastHasReasonAndUsage() {
        String body = Talk.GEMINI.body("m", "hi", 3, true).toString();
        String path = "POST /v1beta/models/gemini-2.5-flash:streamGenerateContent";
        SimulatedAnswer array = Simulated.ask("google", path, body);
        SimulatedAnswer events = Simulated.ask("google", path + "?alt=sse&x", body);

        assertThat(array.streamed()).isTrue();
        assertThat(array.pieces()).hasSize(3);
        assertThat(Simulated.header(array, "Content-Type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(Simulated.header(events, "Content-Type")).startsWith("text/event-stream");
        for (int i = 0; i < 3; i++) {
            JsonNode chunk = Simulated.json(array).get(i);
            assertThat(chunk.has("usageMetadata")).isEqualTo(i == 2);
            assertThat(chunk.at("/candidates/0").has("finishReason")).isEqualTo(i == 2);
            assertThat(Simulated.events(events).get(i).data().get("candidates")).isEqualTo(chunk.get("candidates"));
        }
        assertThat(Simulated.body(events)).startsWith("data: ").doesNotContain("DONE");
    }

    private static void numbered(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).data().get("sequence_number").asInt()).isEqualTo(i);
            assertThat(events.get(i).data().get("type").asText())
                    .isEqualTo(events.get(i).name());
        }
    }

    private static List<String> choices(List<Event> events) {
        return events.stream()
                .map(Event::data)
                .filter(Objects::nonNull)
                .map(data -> data.at("/choices/0").toString().replace('"', '\''))
                .toList();
    }
}
