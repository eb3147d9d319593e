package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be written on the command line, and what is said to the rest. */
class CommandLineIT {

    private static final int USAGE = 2;

    /** One of a kind; the others are the unit test's. */
    @ParameterizedTest
    @CsvSource({
        "--prot, 8888, --prot, --help",
        "--port, 65536, --port 65536, 0 to 65535",
        "--mode, c 1.5, --mode: , *",
        "--upstream, nosuch=http://localhost, unknown provider 'nosuch', openai"
    })
    void isRefusedInOneLineThatSaysWhatIsWrongAndWhatIsRight(String option, String value, String wrong, String right) {
        refuses(proxy(option, value), wrong, right);
    }

    @Test
    void takesNoFurtherArguments() {
        refuses(proxy("start"), "'start'", "--help");
    }

    @Test
    void wantsAValueWhereOneBelongs() {
        refuses(proxy("--port"), "--port", "--help");
    }

    @Test
    void namesTheVariableThatIsMalformed() {
        refuses(
                proxy().environment("TETRATE_REAL_HOST", "api.router.tetrate.ai"),
                "TETRATE_REAL_HOST",
                "http:// or https://");
    }

    private static void refuses(ProxyCommand command, String wrong, String right) {
        try (ProxyProcess proxy = command.launch()) {
            assertThat(proxy.awaitExit()).isEqualTo(USAGE);
            assertThat(proxy.errors().all()).singleElement().asString().contains(wrong, right);
            assertThat(proxy.output().all()).isEmpty();
        }
    }

    @Test
    void helpNamesEveryOption() {
        try (ProxyProcess proxy = proxy("--help").launch()) {
            assertThat(proxy.awaitExit()).isZero();
            assertThat(String.join("\n", proxy.output().all()))
                    .contains(Stream.of(
                                    "port",
                                    "host",
                                    "allow-host",
                                    "mode",
                                    "no-stdin",
                                    "seed",
                                    "upstream",
                                    "plugins",
                                    "default-provider",
                                    "timeout",
                                    "log-format",
                                    "log-level",
                                    "version",
                                    "help")
                            .map(name -> " --" + name)
                            .toList());
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    @Test
    void versionIsThatOfTheBuild() {
        try (ProxyProcess proxy = proxy("--version").launch()) {
            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.output().all())
                    .containsExactly("Provider Error Proxy " + System.getProperty("proxy.version"));
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C 3,    Context length exceeded (3 remaining)",
        "r30%,   Rate limit exceeded (30% ",
        "none,   No error (pass through)"
    })
    void modeTakesWhatThePromptTakes(String mode, String shown) {
        try (ProxyProcess proxy = proxy("--mode", mode).start()) {
            assertThat(proxy.output().await("Current mode: ")).startsWith("Current mode: " + shown);
        }
    }

    @Test
    void seedRepeatsThePatternOfAShare() {
        String pattern = patternOf("42");

        assertThat(patternOf("42")).isEqualTo(pattern);
        assertThat(patternOf("43")).isNotEqualTo(pattern);
        assertThat(pattern).contains("429").contains("200");
    }

    private static String patternOf(String seed) {
        StringBuilder pattern = new StringBuilder();
        try (Bench bench = Bench.of("openai", "--seed", seed, "--mode", "r 50%")) {
            for (int i = 0; i < 40; i++) {
                pattern.append(Http.post(bench.at("/v1/chat/completions"), "{}").statusCode())
                        .append(' ');
            }
        }
        return pattern.toString();
    }
}
