package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand requests that no client should send. */
class SimulatedMutationTest {

    private static final List<String> PROVIDERS =
            List.of("openai", "anthropic", "google", "openrouter", "tetrate", "databricks");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void answersWhateverComes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            Mutant mutant = Mutant.draw(random);
            String provider = PROVIDERS.get(random.nextInt(10) < 8 ? mutant.home() : random.nextInt(6));
            SimulatedAnswer answer =
                    Simulated.simulator(provider).answer(mutant.call(), mutant.body(), 1 + random.nextInt(30));

            assertThat(answer.status())
                    .as("%d/%d %s %s %s", seed, i, provider, mutant.call(), shown(mutant.body()))
                    .isLessThan(500);
            Simulated.assertWellFormed(provider, answer);
        }
    }

    private static String shown(byte[] body) {
        return new String(body, 0, Math.min(body.length, 500), StandardCharsets.ISO_8859_1);
    }

    /** A request that was once good. */
    private record Mutant(int home, Call call, byte[] body) {

        private static final String CHAT =
                "{'model':'gpt-4o','messages':[{'role':'system','content':'a'},{'role':'user',"
                        + "'content':[{'type':'text','text':'hi'},{'type':'image_url','image_url':{'url':'data:,'}}]},{'role':"
                        + "'assistant','tool_calls':[{'id':'1','type':'function','function':{'name':'f','arguments':'{}'}}]}],"
                        + "'max_tokens':9,'n':2,'stream':true,'stream_options':{'include_usage':true},'tools':[{'type':"
                        + "'function','function':{'name':'f','parameters':{'type':'object','required':['a'],'properties':{'a':"
                        + "{'type':'array','minItems':2,'items':{'$ref':'#/$defs/N'}}},'$defs':{'N':{'type':'object','required':"
                        + "['n'],'properties':{'n':{'anyOf':[{'$ref':'#/$defs/N'},{'type':'integer','minimum':3}]}}}}}}}],"
                        + "'tool_choice':'required','response_format':{'type':'json_object'}}";
        private static final String RESPONSES =
                "{'model':'gpt-5','input':[{'role':'user','content':[{'type':'input_text',"
                        + "'text':'hi'}]}],'instructions':'x','max_output_tokens':9,'stream':true,'tools':[{'type':'function',"
                        + "'name':'f','parameters':{'type':'object'}}],'tool_choice':{'type':'function','name':'f'}}";
        private static final String MESSAGES = "{'model':'claude','max_tokens':9,'system':[{'type':'text','text':'s'}],"
                + "'messages':[{'role':'user','content':[{'type':'text','text':'hi'},{'type':'tool_result','content':"
                + "'x'}]}],'stream':true,'tools':[{'name':'f','input_schema':{'type':'object','required':['q'],"
                + "'properties':{'q':{'type':'number','maximum':5}}}}],'tool_choice':{'type':'any'}}";
        private static final String GEMINI = "{'contents':[{'role':'user','parts':[{'text':'hi'},{'functionResponse':"
                + "{'name':'f','response':{'a':1}}}]}],'systemInstruction':{'parts':[{'text':'s'}]},'generationConfig':"
                + "{'maxOutputTokens':9},'tools':[{'functionDeclarations':[{'name':'f','parameters':{'type':'OBJECT',"
                + "'required':['a'],'properties':{'a':{'type':'STRING','minLength':'3'}}}}]}],'toolConfig':"
                + "{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}}}";
        private static final String EMBED = "{'model':'e','input':['a','b'],'dimensions':8,'encoding_format':'base64'}";

        /** Method and address, body, and whose it is. */
        private static final String[][] GOOD = {
            {"POST /v1/chat/completions", CHAT, "0"},
            {"POST /v1/responses", RESPONSES, "0"},
            {"POST /v1/embeddings", EMBED, "0"},
            {"GET /v1/models/x", "", "0"},
            {"POST /v1/messages", MESSAGES, "1"},
            {"POST /v1/messages/count_tokens", MESSAGES, "1"},
            {"POST /v1beta/models/g:generateContent", GEMINI, "2"},
            {"POST /v1beta/models/g:streamGenerateContent?alt=sse", GEMINI, "2"},
            {"POST /v1beta/models/g:streamGenerateContent", GEMINI, "2"},
            {"POST /v1beta/models/g:countTokens", GEMINI, "2"},
            {"POST /v1beta/models/g:embedContent", "{'content':{'parts':[{'text':'x'}]},'outputDimensionality':4}", "2"
            },
            {"POST /v1beta/models/g:batchEmbedContents", "{'requests':[{'content':{'parts':[{'text':'x'}]}}]}", "2"},
            {"POST /v1beta/openai/chat/completions", CHAT, "2"},
            {"POST /api/v1/chat/completions", CHAT, "3"},
            {"POST /api/v1/messages", MESSAGES, "3"},
            {"POST /api/v1/responses", RESPONSES, "3"},
            {"POST /v1/chat/completions", CHAT, "4"},
            {"POST /serving-endpoints/e/invocations", CHAT, "5"},
            {"POST /ai-gateway/openai/v1/responses", RESPONSES, "5"},
            {"POST /ai-gateway/anthropic/v1/messages", MESSAGES, "5"},
            {"GET /api/2.0/serving-endpoints/e", "", "5"},
            {"POST /oidc/v1/token", "grant_type=x", "5"},
        };

        private static final String[] VALUES = {
            "null",
            "true",
            "[]",
            "{}",
            "''",
            "'x'",
            "-1",
            "0",
            "1e999",
            "1.5",
            "99999999999999999999999999",
            "[[]]",
            "[null]",
            "{'a':1}",
            "'\\ud800'",
            "'\\u0000'",
            "-0.0",
            "1e-400",
            "{'$ref':'#'}",
            "{'type':'object','required':['x']}",
            "'missing-x'",
            "'required'",
            "[1,'a',null,{}]",
            "9".repeat(1200),
            "'" + "🥹".repeat(300) + "'",
            "{'$ref':'#/0/~'}",
        };

        static Mutant draw(Random random) {
            String[] good = GOOD[random.nextInt(GOOD.length)];
            String request = good[0];
            byte[] body = good[1].replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                body = mutate(body, random);
            }
            int space = request.indexOf(' ');
            String method = random.nextInt(20) == 0
                    ? pick(random, "GET", "PUT", "X", "", "HEAD", "OPTIONS")
                    : request.substring(0, space);
            String target = request.substring(space + 1);
            if (random.nextInt(15) == 0) {
                int cut = random.nextInt(target.length());
                target = "/"
                        + pick(
                                random,
                                target.substring(cut),
                                target + "/",
                                target + "%",
                                "%2F%zz",
                                "\u0000",
                                "*",
                                target + "?key=%",
                                "a".repeat(5000));
            }
            int question = target.indexOf('?');
            String path = question < 0 ? target : target.substring(0, question);
            Optional<String> query = question < 0 ? Optional.empty() : Optional.of(target.substring(question + 1));
            return new Mutant(Integer.parseInt(good[2]), new Call(method, path, query, headers(random)), body);
        }

        private static List<Header> headers(Random random) {
            String type = pick(
                    random,
                    "application/json",
                    "application/json",
                    "text/plain",
                    "",
                    "\u0000",
                    "application/json; charset=x");
            return random.nextInt(15) == 0
                    ? List.of()
                    : List.of(
                            new Header("Authorization", "Bearer k"),
                            new Header("x-goog-api-key", "k"),
                            new Header(random.nextInt(8) == 0 ? "Content-Type" : "X-Type", type));
        }

        private static byte[] mutate(byte[] body, Random random) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            String mutated = switch (random.nextInt(9)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at);
                case 2 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + random.nextInt(9)));
                case 3 -> withValue(text, at, nested(random));
                case 4 ->
                    random.nextInt(4) == 0
                            ? random(random)
                            : text.substring(0, at) + "\u00ff\u00c0" + text.substring(at);
                case 5 -> text.substring(at) + text.substring(0, at);
                default -> withValue(text, at, utf8(VALUES[random.nextInt(VALUES.length)].replace('\'', '"')));
            };
            return mutated.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Returns the text with the value behind the next colon replaced, if there is a simple one. */
        private static String withValue(String text, int at, String value) {
            int colon = text.indexOf(':', at);
            if (colon < 0 || colon + 1 == text.length()) {
                return text;
            }
            int end = end(text, colon + 1);
            return text.substring(0, colon + 1) + value + text.substring(end);
        }

        private static int end(String text, int start) {
            int depth = 0;
            boolean quoted = false;
            for (int i = start; i < text.length(); i++) {
                char c = text.charAt(i);
                quoted = quoted ^ (c == '"');
                boolean opens = !quoted && (c == '{' || c == '[');
                boolean closes = !quoted && (c == '}' || c == ']');
                if (depth == 0 && !quoted && (c == ',' || closes)) {
                    return i;
                }
                depth += opens ? 1 : closes ? -1 : 0;
            }
            return text.length();
        }

        private static String nested(Random random) {
            int depth = 1 + random.nextInt(random.nextBoolean() ? 900 : 10_000);
            String open = pick(random, "[", "{\"a\":", "{\"content\":", "{\"items\":", "{\"anyOf\":[", "{\"text\":");
            String close = open.endsWith("[") && open.length() > 1 ? "]}" : open.equals("[") ? "]" : "}";
            return open.repeat(depth) + (open.equals("[") ? "" : "1") + close.repeat(depth);
        }

        private static String random(Random random) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        private static String utf8(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        private static String pick(Random random, String... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
