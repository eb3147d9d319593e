package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Where calls go, and what is said when they can't. */
class UpstreamIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isTakenFromTheEnvironment() {
        try (ScriptedUpstream upstream = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = proxy().environment("ANTHROPIC_REAL_HOST", upstream.address())
                        .start()) {
            assertThat(Http.post(proxy.at("/v1/messages"), "{}").body()).contains(ProviderAnswers.TEXT);
            assertThat(upstream.requests()).hasSize(1);
        }
    }

    @Test
    void isTakenFromTheOptionRatherThanTheEnvironment() {
        try (ScriptedUpstream upstream = ScriptedUpstream.ofAllProviders();
                ScriptedUpstream loser = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = proxy("--upstream", upstream.insteadOf("openai"))
                        .environment("OPENAI_REAL_HOST", loser.address())
                        .start()) {
            Http.post(proxy.at("/v1/chat/completions"), "{}");

            assertThat(upstream.requests()).hasSize(1);
            assertThat(loser.requests()).isEmpty();
        }
    }

    @Test
    void isOnePerProviderAndTheDefaultProvidersWhereNothingTells() {
        try (ScriptedUpstream anthropic = ScriptedUpstream.ofAllProviders();
                ScriptedUpstream tetrate = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = proxy(
                                "--upstream", anthropic.insteadOf("anthropic"),
                                "--upstream", tetrate.insteadOf("tetrate"),
                                "--default-provider", "tetrate")
                        .start()) {
            Http.post(proxy.at("/v1/messages"), "{}", "anthropic-version", "2023-06-01");
            Http.post(proxy.at("/v1/whatever"), "{}");

            assertThat(anthropic.requests()).extracting(Received::target).containsExactly("/v1/messages");
            assertThat(tetrate.requests()).extracting(Received::target).containsExactly("/v1/whatever");
        }
    }

    @Test
    void isMissingForDatabricksUntilOneIsGivenButErrorsWorkWithout() throws Exception {
        try (ProxyProcess proxy = proxy("--mode", "c").start()) {
            String path = "/serving-endpoints/some-model/invocations";

            HttpResponse<String> injected = Http.post(proxy.at(path), "{}");
            assertThat(injected.statusCode()).isEqualTo(400);
            assertThat(injected.headers().firstValue("x-error-proxy")).hasValue("injected");
            assertThat(at(injected, "/error_code")).isEqualTo("INVALID_PARAMETER_VALUE");

            HttpResponse<String> forwarded = Http.post(proxy.at(path), "{}");
            assertThat(forwarded.statusCode()).isEqualTo(502);
            assertThat(forwarded.headers().firstValue("x-error-proxy")).hasValue("upstream-error");
            assertThat(at(forwarded, "/message")).contains("DATABRICKS_REAL_HOST");
        }
    }

    @Test
    void thatIsSilentBecomesA504InTheProvidersOwnShape() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(request -> silence(never));
                ProxyProcess proxy = proxy(
                                "--timeout", "1",
                                "--upstream", upstream.insteadOf("openai"),
                                "--upstream", upstream.insteadOf("anthropic"),
                                "--upstream", upstream.insteadOf("google"),
                                "--upstream", upstream.insteadOf("databricks"))
                        .start()) {
            assertThat(at(silenced(proxy, "/v1/chat/completions"), "/error/type"))
                    .isEqualTo("proxy_error");
            assertThat(at(silenced(proxy, "/v1/messages"), "/error/type")).isEqualTo("timeout_error");
            assertThat(at(silenced(proxy, "/v1beta/models/gemini:generateContent"), "/error/status"))
                    .isEqualTo("DEADLINE_EXCEEDED");
            assertThat(at(silenced(proxy, "/serving-endpoints/some-model/invocations"), "/error_code"))
                    .isEqualTo("DEADLINE_EXCEEDED");
        } finally {
            never.countDown();
        }
    }

    private static HttpResponse<String> silenced(ProxyProcess proxy, String path) {
        long start = System.nanoTime();
        HttpResponse<String> answer = Http.post(proxy.at(path), "{}");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000);
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("x-error-proxy")).hasValue("upstream-error");
        assertThat(answer.body()).containsIgnoringCase("proxy");
        return answer;
    }

    private static Answer silence(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.json("{}");
    }

    @Test
    void thatRefusesBecomesA502ThatSaysTheProxySpeaks() throws Exception {
        String nobody;
        try (ScriptedUpstream gone = ScriptedUpstream.ofAllProviders()) {
            nobody = gone.insteadOf("anthropic");
        }
        try (ProxyProcess proxy = proxy("--upstream", nobody).start()) {
            HttpResponse<String> answer = Http.post(proxy.at("/v1/messages"), "{}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("x-error-proxy")).hasValue("upstream-error");
            assertThat(at(answer, "/type")).isEqualTo("error");
            assertThat(at(answer, "/error/message")).containsIgnoringCase("proxy");
        }
    }

    /** The SDKs would not notice an event that is held back until the next. */
    @Test
    void hasEachOfItsEventsPassedOnBeforeItSendsTheNext() {
        EventsOnDemand events = new EventsOnDemand(List.of("first", "second", "third"));
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(request -> events.answer());
                ProxyProcess proxy =
                        proxy("--upstream", upstream.insteadOf("openai")).start()) {
            events.release();
            Iterator<String> lines = Http.postForLines(proxy.at("/v1/chat/completions"), "{}")
                    .body()
                    .iterator();
            for (String event : List.of("first", "second", "third")) {
                assertThat(lines.next()).isEqualTo("data: " + event);
                assertThat(lines.next()).isEmpty();
                events.release();
            }
            assertThat(lines).isExhausted();
        }
    }

    private static String at(HttpResponse<String> answer, String pointer) throws Exception {
        JsonNode found = JSON.readTree(answer.body()).at(pointer);
        assertThat(found.isTextual()).as("%s in %s", pointer, answer.body()).isTrue();
        return found.asText();
    }
}
