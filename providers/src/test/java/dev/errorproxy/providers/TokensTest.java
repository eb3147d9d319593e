package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errorproxy.domain.provider.TokenCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO =
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello, world!\"}]}";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "openai | /v1/chat/completions | {'model':'gpt-4o','messages':[{'role':'user','content':'Hello there'}],'tools':[{'type':'function','function':{'name':'f','parameters':{}}}]} | /usage/prompt_tokens",
                "openai | /v1/responses | {'model':'gpt-5','input':'Hello there','instructions':'Be brief.'} | /usage/input_tokens",
                "openai | /v1/embeddings | {'model':'text-embedding-3-small','input':['Hello there','a b c']} | /usage/prompt_tokens",
                "openai | /v1/embeddings | {'model':'text-embedding-3-small','input':[[1,2,3],[4,5]]} | /usage/prompt_tokens",
                "anthropic | /v1/messages | {'model':'c','max_tokens':9,'system':'Be brief.','messages':[{'role':'user','content':[{'type':'text','text':'Hello there'}]}]} | /usage/input_tokens",
                "google | /v1beta/models/m:generateContent | {'contents':[{'parts':[{'text':'Hello there'}]}],'system_instruction':{'parts':[{'text':'Be brief.'}]}} | /usageMetadata/promptTokenCount",
                "openrouter | /api/v1/chat/completions | {'model':'z-ai/glm','messages':[{'role':'user','content':'Hello there'}]} | /usage/prompt_tokens",
                "databricks | /serving-endpoints/e/invocations | {'messages':[{'role':'user','content':'Hello there'}]} | /usage/prompt_tokens"
            })
    void countsWhatTheSimulatedProviderCounts(String provider, String path, String body, String usage) {
        String json = body.replace('\'', '"');
        JsonNode answer = Simulated.json(Simulated.ask(provider, "POST " + path, json));

        assertThat(answer.at(usage).asLong()).isPositive();
        assertThat(count(provider, path, Simulated.bytes(json)).orElseThrow().tokens())
                .isEqualTo(answer.at(usage).asLong());
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, o200k_base",
        "openai/gpt-4o, o200k_base",
        "o4-mini, o200k_base",
        "databricks-gpt-5, o200k_base",
        "gpt-4-turbo, cl100k_base",
        "openai/gpt-3.5-turbo, cl100k_base",
        "claude-sonnet-4-5, 'o200k_base, an approximation'",
        "gemini-2.5-flash, 'o200k_base, an approximation'",
        "z-ai/glm-4.6, 'o200k_base, an approximation'"
    })
    void saysByWhichEncodingItHasCounted(String model, String counter) {
        assertThat(count("openai", CHAT, Simulated.bytes(HELLO.replace("gpt-4o", model))))
                .hasValue(new TokenCount(4, counter));
    }

    @Test
    void countsACompressedBody() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(Simulated.bytes(HELLO));
        }

        assertThat(Calls.provider("openai")
                        .tokens(Calls.call("POST " + CHAT, "Content-Encoding: gzip"), packed.toByteArray()))
                .hasValue(new TokenCount(4, "o200k_base"));
    }

    @Test
    void countsWhatAnOlderOrAnotherEndpointIsSent() {
        assertThat(count(
                        "openai", "/v1/completions", Simulated.bytes("{\"model\":\"m\",\"prompt\":\"Hello, world!\"}")))
                .hasValueSatisfying(counted -> assertThat(counted.tokens()).isEqualTo(4));
        assertThat(count(
                        "databricks",
                        "/serving-endpoints/e/invocations",
                        Simulated.bytes("{\"input\":[\"Hello, world!\"]}")))
                .hasValueSatisfying(counted -> assertThat(counted.tokens()).isEqualTo(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"messages\":[{\"content\":\"x", "[]", "no json", "{} {}"})
    void countsNothingThatIsNoWholeObject(String body) {
        assertThat(count("openai", CHAT, Simulated.bytes(body))).isEmpty();
    }

    private static Optional<TokenCount> count(String provider, String path, byte[] body) {
        return Calls.provider(provider).tokens(Calls.post(path), body);
    }
}
