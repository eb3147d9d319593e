package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What may be written on the command line, and what is said to the rest. */
class CommandLineIT {

    private static final int USAGE = 2;

    /** An option, what was written for it, what is wrong with that, and what would be right. */
    static final List<Arguments> WRONG = List.of(
            arguments("--prot", "8888", "'--prot'", "--help"),
            arguments("--seed", "x", "--seed", "--help"),
            arguments("--port", "http", "--port", "--help"),
            arguments("--port", "65536", "--port 65536", "0 to 65535"),
            arguments("--port", "-1", "--port -1", "0 to 65535"),
            arguments("--timeout", "0", "--timeout '0'", "seconds above 0"),
            arguments("--timeout", "soon", "--timeout 'soon'", "seconds above 0"),
            arguments("--host", "no.such.host.invalid", "--host 'no.such.host.invalid'", "127.0.0.1"),
            arguments("--allow-host", "", "--allow-host ''", "without scheme and port"),
            arguments("--allow-host", "*", "--allow-host '*'", "proxy.test"),
            arguments("--allow-host", "http://proxy.test", "'http://proxy.test'", "without scheme and port"),
            arguments("--allow-host", "proxy.test:8888", "'proxy.test:8888'", "without scheme and port"),
            arguments("--log-format", "xml", "'xml'", "json"),
            arguments("--log-level", "loud", "'loud'", "debug"),
            arguments("--default-provider", "nosuch", "unknown provider 'nosuch'", "openai"),
            arguments("--plugins", "no-such-folder", "--plugins no-such-folder", "plugin jars"),
            arguments("--mode", "", "--mode: ", "c"),
            arguments("--mode", "x", "--mode: ", "c"),
            arguments("--mode", "c -1", "--mode: ", "*"),
            arguments("--mode", "c 1.5", "--mode: ", "*"),
            arguments("--mode", "r 101%", "--mode: ", "100%"),
            arguments("--mode", "u 1e3", "--mode: ", "*"),
            arguments("--mode", "c 3 4", "--mode: ", "*"),
            arguments("--mode", "n 3", "--mode: ", "n"),
            arguments("--mode", "q", "--mode: ", "no error mode"),
            arguments("--mode", "c".repeat(10_000), "--mode: ", "c"),
            arguments("--upstream", "openai", "--upstream openai", "PROVIDER=URL"),
            arguments("--upstream", "=http://localhost", "--upstream =http://localhost", "PROVIDER=URL"),
            arguments("--upstream", "nosuch=http://localhost", "unknown provider 'nosuch'", "openai"),
            arguments("--upstream", "openai=", "''", "http:// or https://"),
            arguments("--upstream", "openai=not an address", "'not an address'", "http:// or https://"),
            arguments("--upstream", "openai=localhost:1234", "'localhost:1234'", "http:// or https://"),
            arguments("--upstream", "openai=ftp://localhost", "'ftp://localhost'", "http:// or https://"),
            arguments("--upstream", "openai=http://", "'http://'", "a host"),
            arguments("--upstream", "openai=http://localhost:99999", "'http://localhost:99999'", "a port"));

    @ParameterizedTest
    @FieldSource("WRONG")
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
