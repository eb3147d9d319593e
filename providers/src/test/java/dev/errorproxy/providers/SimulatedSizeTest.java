package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies larger than any that make sense; a minute is what the suite allows each. */
@Timeout(60)
class SimulatedSizeTest {

    private static final String CHAT = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}";

    @ParameterizedTest
    @CsvSource({"openai, /v1/chat/completions", "anthropic, /v1/messages", "google, /v1beta/models/m:generateContent"})
    void refusesAHundredMegabytesOfBrackets(String provider, String path) {
        byte[] body = new byte[100_000_000];
        Arrays.fill(body, (byte) '[');

        SimulatedAnswer answer =
                Simulated.simulator(provider).answer(Simulated.call(provider, "POST " + path), body, 120);

        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", " ", "\\n", "!", "中", "0", "🥹", "Prose of words. ", "\\u0301", "<|endoftext|>", "aB", "1 "
            })
    void countsTenMegabytesOfAnything(String unit) {
        String body = CHAT.formatted(unit.repeat(10_000_000 / Simulated.bytes(unit).length), "");

        SimulatedAnswer answer = Simulated.ask("openai", "POST /v1/chat/completions", body, 10);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Simulated.json(answer).at("/usage/prompt_tokens").asInt()).isGreaterThan(10_000);
    }

    @Test
    void refusesMoreValuesThanATreeShouldHold() {
        String body = CHAT.formatted("hi", ",\"x\":[" + "[],".repeat(3_000_000) + "1]");

        assertThat(Simulated.ask("openai", "POST /v1/chat/completions", body).status())
                .isEqualTo(400);
    }

    @Test
    void repeatsNoHugeNameInEveryChunk() {
        String name = "m".repeat(1_000_000);
        String body = CHAT.replace("gpt-4o", name).formatted("hi", ",\"stream\":true");
        String tools =
                ",\"n\":128,\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\""
                        + name + "\"}}]";

        assertThat(Simulated.ask("openai", "POST /v1/chat/completions", body).status())
                .isEqualTo(400);
        assertThat(Simulated.ask("openai", "POST /v1/chat/completions", CHAT.formatted("hi", tools))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','required':['l','r'],'properties':{'l':{'$ref':'#'},'r':{'$ref':'#'}}}",
                "{'type':'object','required':['a'],'properties':{'a':{'type':'array','minItems':1000000000,'items':{'type':'array','minItems':1000000000}}}}",
                "{'type':'object','required':['a'],'properties':{'a':{'type':'string','minLength':2000000000}}}",
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#'},{'$ref':'#'}]}",
                "{'anyOf':[{'anyOf':[{'$ref':'#'}]}]}"
            })
    void stopsShortOfASchemaWithoutEnd(String schema) {
        String tools =
                ",\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                        + schema.replace('\'', '"') + "}}]";

        SimulatedAnswer answer = Simulated.ask("openai", "POST /v1/chat/completions", CHAT.formatted("hi", tools));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Simulated.body(answer).length()).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','required':['a'],'properties':{'a':{'type':'array','minItems':9000,'items':{'$ref':'#/$defs/X'}}},'$defs':{'X':{'type':'object','required':[%s],'properties':{}}}}",
                "{'type':'object','required':['a'],'properties':{'a':{'type':'array','minItems':9000,'items':{'anyOf':[{'$ref':'#/$defs/X'}],%s:1}}},'$defs':{'X':{}}}",
                "{'type':'object','required':['a'],'properties':{'a':{'type':'array','minItems':9000,'items':{'allOf':[%s]}}}}"
            })
    void visitsAHugeSchemaNotTooOften(String schema) {
        String many = schema.contains("%s:1")
                ? IntStream.range(0, 300_000).mapToObj(i -> "'k" + i + "'").collect(Collectors.joining(":1,"))
                : "1,".repeat(900_000) + "1";
        String tools =
                ",\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
                        + schema.formatted(many).replace('\'', '"') + "}}]";

        long start = System.nanoTime();
        SimulatedAnswer answer = Simulated.ask("openai", "POST /v1/chat/completions", CHAT.formatted("hi", tools));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void findsAFunctionAmongMany() {
        String names =
                IntStream.range(0, 200_000).mapToObj(i -> "\"f" + i + "\"").collect(Collectors.joining(","));
        String declared = IntStream.range(0, 200_000)
                .mapToObj(i -> "{\"name\":\"f" + i + "\"}")
                .collect(Collectors.joining(","));
        String body =
                "{\"contents\":{\"parts\":{\"text\":\"x\"}},\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\","
                        + "\"allowedFunctionNames\":[" + names + "]}},\"tools\":[{\"functionDeclarations\":[" + declared
                        + "]}]}";

        assertThat(Simulated.ask("google", "POST /v1beta/models/m:generateContent", body)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesMoreTokensThanOneAnswerShouldHold() {
        String body = CHAT.formatted("hi", ",\"n\":128,\"stream\":true");

        assertThat(Simulated.ask("openai", "POST /v1/chat/completions", body, 5000)
                        .status())
                .isEqualTo(400);
    }
}
