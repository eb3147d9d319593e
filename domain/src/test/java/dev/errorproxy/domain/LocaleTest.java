package dev.errorproxy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.command.Command;
import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.injection.Amount;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.Json;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.domain.testing.Calls;
import dev.errorproxy.domain.testing.StubProvider;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the user lives changes nothing: not the digits in a body (Egypt's differ), nor the case of an I (Turkey's does). */
@Isolated("sets the default locale of the JVM")
class LocaleTest {

    private final Locale home = Locale.getDefault();

    @AfterEach
    void goHome() {
        Locale.setDefault(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "de-DE"})
    void numbersInABodyAreWrittenInAsciiDigits(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        Provider provider = StubProvider.named("plain");
        assertThat(provider.proxyError(504, "silent", Calls.post("/")).body()).contains("\"code\":504");
        assertThat(Json.quote("\n")).isEqualTo("\"\\u000a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr", "de-DE"})
    void commandsAndVariablesAreReadAndWrittenAlike(String locale) throws CommandException {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(CommandParser.parse("RATE-LIMIT 0.5"))
                .isEqualTo(new Command.Arm(ErrorMode.RATE_LIMIT, new Amount.Share(0.5)));
        assertThat(CommandParser.parse("QUIT")).isEqualTo(new Command.Quit());
        assertThat(Router.variable("databricks")).isEqualTo("DATABRICKS_REAL_HOST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr", "de-DE"})
    void theModeIsShownAlike(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        InjectionPolicy policy = new InjectionPolicy(1);
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Share(0.005));
        assertThat(policy.describe()).isEqualTo("Rate limit exceeded (0.5% of requests)");
        policy.arm(ErrorMode.RATE_LIMIT, new Amount.Times(12));
        assertThat(policy.describe()).isEqualTo("Rate limit exceeded (12 remaining)");
    }
}
