package dev.errorproxy.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Provider;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderFactsTest {

    @ParameterizedTest
    @CsvSource({
        "openai, https://api.openai.com, OPENAI_HOST= OPENAI_BASE_URL=/v1",
        "anthropic, https://api.anthropic.com, ANTHROPIC_HOST= ANTHROPIC_BASE_URL=",
        "google, https://generativelanguage.googleapis.com, GOOGLE_HOST= GOOGLE_GEMINI_BASE_URL=",
        "openrouter, https://openrouter.ai, OPENROUTER_HOST=",
        "tetrate, https://api.router.tetrate.ai, TETRATE_HOST=",
        "databricks, , DATABRICKS_HOST="
    })
    void knowsItsAddressAndItsClientsVariables(String name, URI upstream, String variables) {
        Provider provider = Calls.provider(name);

        assertThat(provider.upstream().orElse(null)).isEqualTo(upstream);
        assertThat(provider.clientVariables())
                .containsExactlyElementsOf(Arrays.stream(variables.split(" "))
                        .map(variable -> variable.split("=", 2))
                        .map(parts -> new ClientVariable(parts[0], parts[1]))
                        .toList());
    }
}
