package dev.errorproxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to what can't be meant. */
class CommandLineTest {

    private static final int USAGE = 2;

    /** An option, what was written for it, what is wrong with that, and what would be right. */
    static final List<Arguments> WRONG = List.of(
            arguments("--prot", "8888", "no option --prot;", "--help"),
            arguments("c", "4", "'c'", "--mode"),
            arguments("--seed", "x", "--seed", "'x' is not a whole number"),
            arguments("--port", "http", "--port", "'http' is not a whole number"),
            arguments("--port", "99999999999", "--port", "too large"),
            arguments("--tokens-per-second", "fast", "--tokens-per-second", "'fast' is not a number"),
            arguments("--port", "65536", "--port 65536", "0 to 65535"),
            arguments("--port", "-1", "--port -1", "0 to 65535"),
            arguments("--timeout", "0", "--timeout '0'", "seconds above 0"),
            arguments("--timeout", "soon", "--timeout 'soon'", "seconds above 0"),
            arguments("--timeout", "-1e2147483647", "--timeout '-1e2147483647'", "seconds above 0"),
            arguments("--timeout", "-1e1000000000", "--timeout '-1e1000000000'", "seconds above 0"),
            arguments("--timeout", "1e-1000000000", "--timeout '1e-1000000000'", "seconds above 0"),
            arguments("--timeout", "1e99999999999", "--timeout '1e99999999999'", "seconds above 0"),
            arguments("--timeout", "0.0009", "--timeout '0.0009'", "seconds above 0"),
            arguments("--first-token-ms", "-1", "--first-token-ms -1", "0 for at once"),
            arguments("--first-token-ms", "86400001", "--first-token-ms 86400001", "up to 86400000"),
            arguments("--first-token-ms", "9223372036854775807", "--first-token-ms 9223372036854775807", "86400000"),
            arguments("--tokens-per-second", "-1", "--tokens-per-second -1", "0 for as fast as can be"),
            arguments("--tokens-per-second", "NaN", "--tokens-per-second NaN", "0 for as fast as can be"),
            arguments("--tokens-per-second", "1e999", "--tokens-per-second Infinity", "0 for as fast as can be"),
            arguments("--tokens-per-second", "1e-300", "--tokens-per-second 1.0E-300", "at least 0.001"),
            arguments("--host", "no.such.host.invalid", "--host 'no.such.host.invalid'", "127.0.0.1"),
            arguments("--allow-host", "", "--allow-host ''", "without scheme and port"),
            arguments("--allow-host", ".", "--allow-host '.'", "proxy.test"),
            arguments("--allow-host", ".proxy.test", "--allow-host '.proxy.test'", "proxy.test"),
            arguments("--allow-host", "proxy..test", "--allow-host 'proxy..test'", "proxy.test"),
            arguments("--allow-host", "[:::::]", "--allow-host '[:::::]'", "[fe80::1]"),
            arguments("--allow-host", "[1.2.3.4]", "--allow-host '[1.2.3.4]'", "[fe80::1]"),
            arguments("--allow-host", "[1::2::3]", "--allow-host '[1::2::3]'", "[fe80::1]"),
            arguments("--allow-host", "*", "--allow-host '*'", "proxy.test"),
            arguments("--allow-host", "http://proxy.test", "'http://proxy.test'", "without scheme and port"),
            arguments("--allow-host", "proxy.test:8888", "'proxy.test:8888'", "without scheme and port"),
            arguments("--log-format", "xml", "'xml'", "json"),
            arguments("--log-level", "loud", "'loud'", "debug"),
            arguments("--default-provider", "nosuch", "unknown provider 'nosuch'", "openai"),
            arguments("--default-provider", "\u001b[2J\u2028", "'?[2J?'", "openai"),
            arguments("--plugins", "no-such-folder", "--plugins no-such-folder", "plugin jars"),
            arguments("--scenario", "no-such-file", "--scenario no-such-file", "no such file"),
            arguments("--scenario", "", "--scenario ''", "no file is named"),
            arguments("--scenario", "src", "--scenario src", "it is a folder"),
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
            arguments("--upstream", "openai=http://localhost:99999", "'http://localhost:99999'", "a port"),
            arguments("--upstream", "openai=http://localhost:0", "'http://localhost:0'", "1 to 65535"),
            arguments("--upstream", "openai=http://a_b:80/", "'http://a_b:80/': ", "underscore, so call it"),
            arguments("--upstream", "openai=http://b\u00fccher.example/", "not in ASCII", "xn--"),
            arguments("--upstream", "openai=http://localhost/\ufffd", "locale", "percent-encode"),
            arguments(
                    "--upstream", "openai=http://localhost/\u001b[2J\n\u2028", "'http://localhost/?[2J??'", "a path"));

    @Test
    void isNotReadFromAFileThatAnArgumentNames(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("options"), "--version");

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Main.run(new String[] {"@" + file}, Map.of()))
                .withMessageContaining("'@" + file + "'");
    }

    /** An address with keys of somebody, what of it is shown, and what is wrong with it. */
    static final List<Arguments> WITH_KEYS = List.of(
            arguments("https://u:SECRET@h/p", "'https://...@h/p'", "a user and a password"),
            arguments("https://SECRET@h", "'https://...@h'", "a user and a password"),
            arguments("https://u:SEC/RET@h/", "'https://...@h/'", "its host or its port"),
            arguments("https://u:SEC@RET@h/", "'https://...@h/'", "a user and a password"),
            arguments("https://u:SEC#RET@h/", "'https://...'", "a fragment"),
            arguments("https://h/?user=a@b&key=SECRET", "'https://...'", "a query"),
            arguments("https://h/p?key=SECRET", "'https://h/p...'", "a query"),
            arguments("https://h/p#SECRET", "'https://h/p...'", "a fragment"),
            arguments("u:SEC//RET@h", "'...@h'", "http:// or https://"),
            arguments("https:u:SECRET@h", "'...@h'", "no host"));

    @ParameterizedTest
    @FieldSource("WITH_KEYS")
    void isAnAddressWhoseKeysAreNotShown(String address, String shown, String wrong) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Main.run(new String[] {}, Map.of("OPENAI_REAL_HOST", address)))
                .withMessageContainingAll("OPENAI_REAL_HOST: ", shown, wrong)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("SEC", "RET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://u:SECRET@h/", "https://u:SECRET=@h/", "https://h/?key=SECRET", "=http://SECRET@h"})
    void isAnAddressWithoutAProviderWhoseKeysAreNotShown(String address) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Main.run(new String[] {"--upstream", address}, Map.of()))
                .withMessageContaining("PROVIDER=URL")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("SECRET"));
    }

    @ParameterizedTest
    @CsvSource({
        "--upstraem=openai=https://u:SECRET@h, no option --upstraem; similar: --upstream;",
        "https://u:SECRET@h, https://...@h",
        "openai=https://u:SECRET@h, ...@h"
    })
    void isAnArgumentOutOfPlaceWhoseKeysAreNotShown(String argument, String shown) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Main.run(new String[] {argument, "--no-stdin"}, Map.of()))
                .withMessageContainingAll(shown, "--help")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("SECRET"));
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void isRefusedInOneLineThatSaysWhatIsWrongAndWhatIsRight(String option, String value, String wrong, String right) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Main.run(new String[] {option, value}, Map.of()))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(USAGE);
                    assertThat(refusal).hasMessageContainingAll(wrong, right).hasMessageNotContaining("\n");
                });
    }
}
