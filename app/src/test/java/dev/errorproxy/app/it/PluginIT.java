package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider of one's own, from source to answer. */
class PluginIT {

    private static final String BEGIN = "implements Provider {";
    private static final String MATCH = "return call.hasHeader(\"x-acme-key\") ? Match.MARK : Match.NONE;";

    @TempDir
    Path folder;

    @Test
    void isListedAtTheStartWithItsOwnUpstream() {
        PluginJar.acme(folder.resolve("acme.jar"));

        try (ProxyProcess proxy = withPlugins().start()) {
            assertThat(proxy.output().await("  acme ")).endsWith("-> https://api.acme.example");
        }
    }

    @Test
    void isDetectedByItsHeaderAndForwarded() {
        PluginJar.acme(folder.resolve("acme.jar"));

        try (ScriptedUpstream acme = ScriptedUpstream.answering(request -> Answer.json("{\"text\":\"Hello.\"}"));
                ProxyProcess proxy =
                        withPlugins("--upstream", acme.insteadOf("acme")).start()) {
            HttpResponse<String> answer = Http.post(proxy.at("/v1/generate"), "{}", "x-acme-key", "k");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"text\":\"Hello.\"}");
            assertThat(acme.requests())
                    .singleElement()
                    .extracting(Received::target)
                    .isEqualTo("/v1/generate");
            assertThat(proxy.requestsInAll()).singleElement().asString().endsWith("POST /v1/generate -> acme");
        }
    }

    @Test
    void givesItsOwnErrors() {
        PluginJar.acme(folder.resolve("acme.jar"));

        try (ProxyProcess proxy = withPlugins("--mode", "r").start()) {
            HttpResponse<String> answer = Http.post(proxy.at("/v1/generate"), "{}", "x-acme-key", "k");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(answer.headers().firstValue("x-error-proxy")).hasValue("injected");
            assertThat(answer.body())
                    .isEqualTo("{\"fault\":{\"code\":\"slow_down\",\"text\":\"Too many requests; retry in 2 s.\"}}");
        }
    }

    @Test
    void isReachedByNameInTheAddress() {
        PluginJar.acme(folder.resolve("acme.jar"));

        try (ScriptedUpstream acme = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = withPlugins("--upstream", acme.insteadOf("acme"), "--mode", "c")
                        .start()) {
            assertThat(Http.post(proxy.at("/acme/v1/generate"), "{}").body()).contains("prompt_too_long");
            assertThat(Http.get(proxy.at("/acme/v1/status?a=1")).statusCode()).isEqualTo(200);

            assertThat(acme.requests())
                    .singleElement()
                    .extracting(Received::target)
                    .isEqualTo("/v1/status?a=1");
        }
    }

    @Test
    void isFoundInTheFolderBesideTheJar() throws Exception {
        Path copy = Files.copy(Path.of(System.getProperty("proxy.jar")), folder.resolve("proxy.jar"));
        PluginJar.acme(Files.createDirectory(folder.resolve("plugins")).resolve("acme.jar"));

        try (ProxyProcess proxy = proxy().jar(copy).start()) {
            assertThat(proxy.output().await("  acme ")).endsWith("-> https://api.acme.example");
        }
    }

    @Test
    void stopsTheStartWhenTwoHaveOneName() {
        PluginJar.acme(folder.resolve("acme.jar"));
        PluginJar.acme(folder.resolve("another.jar"));

        refusesToStartFor("another.jar", "named acme", "acme.jar");
    }

    @Test
    void stopsTheStartWhenNamedLikeABuiltInProvider() {
        PluginJar.of(folder.resolve("mine.jar"), PluginJar.acmeSource().replace("\"acme\"", "\"openai\""));

        refusesToStartFor("mine.jar", "named openai");
    }

    @Test
    void stopsTheStartWhenItsNameIsNone() {
        PluginJar.of(folder.resolve("mine.jar"), PluginJar.acmeSource().replace("\"acme\"", "\"Acme Inc.\""));

        refusesToStartFor("mine.jar", "'Acme Inc.'");
    }

    @Test
    void stopsTheStartWhenTheJarIsNone() throws Exception {
        Files.writeString(folder.resolve("text.jar"), "This is no archive.");

        refusesToStartFor("text.jar", "not a readable jar");
    }

    @Test
    void stopsTheStartWithoutAServiceLine() {
        PluginJar.withoutServiceLine(folder.resolve("silent.jar"));

        refusesToStartFor("silent.jar", "META-INF/services/dev.errorproxy.domain.provider.Provider");
    }

    @Test
    void stopsTheStartWhenItsServiceLineNamesAMissingClass() {
        PluginJar.withoutClass(folder.resolve("hollow.jar"));

        refusesToStartFor("hollow.jar", PluginJar.ACME_CLASS);
    }

    @Test
    void stopsTheStartWhenItsConstructorThrows() {
        String throwing = PluginJar.acmeSource()
                .replace(
                        BEGIN,
                        BEGIN + "\n\n    public AcmeProvider() {\n"
                                + "        throw new IllegalStateException(\"no licence\");\n    }\n");
        PluginJar.of(folder.resolve("broken.jar"), throwing);

        refusesToStartFor("broken.jar", "no licence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "# com.acme.errorproxy.AcmeProvider", "java.lang.String", "dev.errorproxy.providers.OpenAi"
            })
    void stopsTheStartWhenItsServicesFileNamesNoClassOfItsOwn(String services) {
        PluginJar.naming(folder.resolve("hollow.jar"), services);

        refusesToStartFor("hollow.jar", "META-INF/services/dev.errorproxy.domain.provider.Provider");
    }

    @ParameterizedTest
    @CsvSource({
        "name, return \"acme\"",
        "upstream, return Optional.of(URI.create(\"https://api.acme.example\"))",
    })
    void stopsTheStartWhenItFailsToSayWhoItIs(String method, String answer) {
        for (String failure : List.of("throw new AssertionError(\"a key, perhaps\")", "return null")) {
            PluginJar.of(folder.resolve("broken.jar"), PluginJar.acmeSource().replace(answer, failure));

            refusesToStartFor("broken.jar", PluginJar.ACME_CLASS + " fails at " + method);
        }
    }

    @Test
    void stopsTheStartWhenItsVariablesAreNone() {
        PluginJar.of(folder.resolve("broken.jar"), PluginJar.acmeSource().replace(BEGIN, BEGIN + """


                    @Override
                    public java.util.List<dev.errorproxy.domain.provider.ClientVariable> clientVariables() {
                        return null;
                    }
                """));

        refusesToStartFor("broken.jar", PluginJar.ACME_CLASS + " fails at clientVariables (it returns null)");
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example, begin with http",
        "mailto:acme@acme.example, begin with http",
        "http:///v1, no host",
        "https://user:secret@acme.example/v1, 'https://...@acme.example/v1'",
        "https://acme.example/v1?key=secret, a query or a fragment",
        "https://acme.example/v1#secret, a query or a fragment"
    })
    void stopsTheStartWhenItsUpstreamIsNoAddress(String address, String words) {
        PluginJar.of(folder.resolve("lost.jar"), PluginJar.acmeSource().replace("https://api.acme.example", address));

        refusesToStartFor("lost.jar", "upstream of acme: not an upstream's address", words);
    }

    @Test
    void takesNoCallOfOthersWhenItFailsToMatch() {
        PluginJar.of(
                folder.resolve("broken.jar"),
                PluginJar.acmeSource().replace(MATCH, "throw new AssertionError(\"a key, perhaps\");"));

        try (ScriptedUpstream upstream = ScriptedUpstream.ofAllProviders();
                ProxyProcess proxy = withPlugins(
                                "--upstream", upstream.insteadOf("acme"), "--upstream", upstream.insteadOf("openai"))
                        .start()) {
            assertThat(Http.get(proxy.at("/v1/models")).statusCode()).isEqualTo(200);
            assertThat(Http.get(proxy.at("/v1/models")).statusCode()).isEqualTo(200);
            assertThat(Http.get(proxy.at("/acme/v1/models")).statusCode()).isEqualTo(200);

            assertThat(proxy.requestsInAll().get(1)).endsWith("GET /v1/models -> openai");
            assertThat(proxy.output().all().stream().filter(line -> line.contains("fails at")))
                    .singleElement()
                    .asString()
                    .contains("WARNING", "Provider acme fails at match (java.lang.AssertionError)")
                    .doesNotContain("a key");
        }
    }

    @Test
    void isNamedWhenItFailsAtWhatIsArmed() {
        PluginJar.of(
                folder.resolve("broken.jar"),
                PluginJar.acmeSource()
                        .replace(
                                "return switch (mode) {",
                                "if (true) throw new StackOverflowError();\n        return switch (mode) {"));

        try (ProxyProcess proxy = withPlugins("--mode", "r").start()) {
            assertThat(proxy.output().await("Note: acme "))
                    .endsWith(
                            "fails at wording 'rate-limit' (java.lang.StackOverflowError); its calls will be refused.");
            HttpResponse<String> answer = Http.post(proxy.at("/acme/v1/generate"), "{}");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("x-error-proxy")).hasValue("request-error");
            assertThat(answer.body()).contains("acme fails at error (java.lang.StackOverflowError)");
        }
    }

    /** Nobody expects an error there, and the server's threads would keep the process alive. */
    @Test
    void endsTheProcessWhateverItThrowsWhereNobodyExpectsIt() {
        String throwing = PluginJar.acmeSource()
                .replace(
                        BEGIN,
                        BEGIN + "\n\n    @Override\n"
                                + "    public java.util.List<dev.errorproxy.domain.provider.ClientVariable>"
                                + " clientVariables() {\n"
                                + "        throw new OutOfMemoryError(\"first line\\nsecond line\");\n    }\n");
        PluginJar.of(folder.resolve("broken.jar"), throwing);

        try (ProxyProcess proxy = withPlugins().launch()) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.errors().all())
                    .singleElement()
                    .asString()
                    .contains("OutOfMemoryError: first line second line", "AcmeProvider.clientVariables");
        }
    }

    private ProxyCommand withPlugins(String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "--plugins";
        options[1] = folder.toString();
        System.arraycopy(more, 0, options, 2, more.length);
        return proxy(options);
    }

    private void refusesToStartFor(String jar, String... words) {
        try (ProxyProcess proxy = withPlugins().launch()) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.errors().all())
                    .singleElement()
                    .asString()
                    .contains(folder.resolve(jar).toString())
                    .contains(words)
                    .doesNotContain("secret", "a key");
            assertThat(proxy.output().all()).isEmpty();
        }
    }
}
