package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log tells, and what it keeps to itself. */
class LogIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "S3CR3T";

    @Test
    void forPeopleTellsWhatCameAndWhatBecameOfIt() {
        try (Bench bench = Bench.of("openai", "--mode", "r")) {
            Http.post(bench.at("/v1/chat/completions"), "{}");
            Http.post(bench.at("/v1/chat/completions"), "{\"stream\": true}");
            bench.proxy().requestsInAll();

            String time = "\\d\\d:\\d\\d:\\d\\d ";
            List<String> log = bench.proxy().output().all().stream()
                    .filter(line -> line.matches(time + ".*"))
                    .toList();
            assertThat(log).hasSize(4);
            assertThat(log.get(0)).matches(time + "Request #1: POST /v1/chat/completions -> openai");
            assertThat(log.get(1)).matches(time + "Injecting RATE_LIMIT error \\(status 429\\) for openai");
            assertThat(log.get(2)).matches(time + "Request #2: POST /v1/chat/completions -> openai");
            assertThat(log.get(3)).matches(time + "Proxied response: 200 \\(streamed, 6 events, [0-9.]+ s\\)");
        }
    }

    @Test
    void forProgramsIsOneObjectALine() throws Exception {
        try (Bench bench = Bench.of("openai", "--mode", "r", "--log-format", "json")) {
            Http.post(bench.at("/v1/chat/completions"), "{}");
            String answer =
                    Http.post(bench.at("/v1/chat/completions?a=1"), "{}").body();
            bench.proxy().requestsInAll();

            List<JsonNode> requests = parsed(bench.proxy().output().all()).stream()
                    .filter(line -> line.has("number"))
                    .toList();
            assertThat(requests).hasSize(2);
            assertThat(requests).allSatisfy(line -> {
                assertThat(Instant.parse(line.get("time").textValue())).isBeforeOrEqualTo(Instant.now());
                assertThat(line.get("method").textValue()).isEqualTo("POST");
                assertThat(line.get("path").textValue()).isEqualTo("/v1/chat/completions");
                assertThat(line.get("provider").textValue()).isEqualTo("openai");
                assertThat(line.get("milliseconds").isIntegralNumber()).isTrue();
            });
            JsonNode injected = requests.get(0);
            assertThat(injected.get("number").intValue()).isEqualTo(1);
            assertThat(injected.get("decision").textValue()).isEqualTo("injected");
            assertThat(injected.get("status").intValue()).isEqualTo(429);
            assertThat(injected.get("bytes").intValue()).isPositive();
            JsonNode forwarded = requests.get(1);
            assertThat(forwarded.get("number").intValue()).isEqualTo(2);
            assertThat(forwarded.get("decision").textValue()).isEqualTo("forwarded");
            assertThat(forwarded.get("status").intValue()).isEqualTo(200);
            assertThat(forwarded.get("bytes").intValue()).isEqualTo(answer.length());
        }
    }

    @Test
    void forProgramsIsOneObjectALineAlsoForWhatCommandsSay() throws Exception {
        try (ProxyProcess proxy = proxy("--log-format", "json").withConsole().start()) {
            proxy.type("r 3");
            proxy.type("nonsense");
            proxy.type("help");
            proxy.type("q");

            assertThat(proxy.awaitExit()).isZero();
            assertThat(parsed(proxy.output().all()))
                    .extracting(line -> line.path("message").asText())
                    .contains("Current mode: Rate limit exceeded (3 remaining)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "json"})
    void holdsTheBeginningOfAVeryLongMethodAndPath(String format) throws Exception {
        String method = "M".repeat(3_000);
        String path = "/v1/" + "x".repeat(3_000);
        try (Bench bench = Bench.of("openai", "--log-format", format);
                Wire wire = Wire.to(bench.proxy().awaitPort())) {
            wire.write(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
            wire.readBody(wire.readHead());
            bench.proxy().requestsInAll();

            assertThat(bench.proxy().output().all())
                    .anyMatch(line -> line.contains(method.substring(0, 2_048) + "...")
                            && line.contains(path.substring(0, 2_048) + "..."))
                    .noneMatch(line -> line.contains(method) || line.contains(path));
        }
    }

    /** Every line is an object, and has a time. */
    private static List<JsonNode> parsed(List<String> lines) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : lines) {
            assertThat(line).startsWith("{").endsWith("}");
            JsonNode object = JSON.readTree(line);
            assertThat(object.path("time").asText()).as("time in %s", line).isNotEmpty();
            objects.add(object);
        }
        return objects;
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "json"})
    void holdsNoKeyAndNoBody(String format) throws IOException {
        String nobody;
        try (ScriptedUpstream gone = ScriptedUpstream.ofAllProviders()) {
            nobody = gone.address();
        }
        Answer secret = Answer.json("{\"text\": \"" + SECRET + "\"}");
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(request -> secret);
                ProxyProcess proxy = proxy(
                                "--log-level",
                                "debug",
                                "--log-format",
                                format,
                                "--mode",
                                "r 3",
                                "--upstream",
                                upstream.insteadOf("openai"),
                                "--upstream",
                                upstream.insteadOf("google"),
                                "--upstream",
                                "anthropic=" + nobody,
                                "--upstream",
                                "tetrate=" + nobody)
                        .start()) {
            List<String> paths = List.of(
                    "/openai/v1/chat/completions",
                    "/google/v1beta/models/gemini:generateContent",
                    "/anthropic/v1/messages",
                    "/openai/v1/chat/completions",
                    "/google/v1beta/models/gemini:generateContent",
                    "/anthropic/v1/messages",
                    "/tetrate/v1/chat/completions");
            for (String path : paths) {
                Http.post(
                        proxy.at(path + "?key=" + SECRET + "&alt=sse"),
                        "{\"prompt\": \"" + SECRET + "\"}",
                        "Authorization",
                        "Bearer " + SECRET,
                        "x-api-key",
                        SECRET,
                        "x-goog-api-key",
                        SECRET,
                        "Cookie",
                        "session=" + SECRET);
            }
            sendBrokenRequests(proxy.awaitPort());
            proxy.requestsInAll();

            assertThat(String.join("\n", proxy.output().all())).contains("429", "502");
            assertThat(proxy.output().all()).noneMatch(line -> line.contains(SECRET));
            assertThat(proxy.errors().all()).noneMatch(line -> line.contains(SECRET));
        }
    }

    /** What is no HTTP at all never becomes a request, but the server beneath might complain about it. */
    private static void sendBrokenRequests(int port) throws IOException {
        List<String> broken = List.of(
                "GET /v1/models?key=" + SECRET + " HTTP/9.9\r\n\r\n",
                "GET /%zz?key=" + SECRET + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + SECRET + "\r\n\r\n",
                "POST /v1/messages HTTP/1.1\r\nHost: x\r\nx-api-key: " + SECRET
                        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + SECRET + "\r\n",
                "POST /v1/messages HTTP/1.1\r\nHost: x\r\nx-api-key: " + SECRET + "\r\nContent-Length: 9\r\n\r\n"
                        + SECRET);
        for (String request : broken) {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                socket.setSoTimeout((int) Lines.DEADLINE.toMillis());
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
    }
}
