package dev.errorproxy.app.it;

import static dev.errorproxy.app.it.ProxyCommand.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A standard input that is not a terminal. */
class StandardInputIT {

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void mayBeEmptyFromTheStart() {
        try (ProxyProcess proxy = proxy("--mode", "r").withEndedInput().start()) {
            assertThat(proxy.livesOn()).isTrue();
            assertThat(chat(proxy)).isEqualTo(429);
        }
    }

    /** Java's own files take the place of what is closed, and would be read as commands. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void mayBeClosedFromTheStart() {
        try (ProxyProcess proxy = proxy("--mode", "r").withClosedInput().start()) {
            assertThat(proxy.livesOn()).isTrue();
            assertThat(proxy.output().soFar()).noneMatch(line -> line.startsWith("Unknown command"));
            assertThat(chat(proxy)).isEqualTo(429);
        }
    }

    @Test
    void takesCommandsAndLeavesTheProxyRunningAtItsEnd() {
        try (ProxyProcess proxy = proxy().withConsole().start()) {
            proxy.type("r");
            proxy.output().await("Current mode: Rate limit exceeded (1 remaining)");
            proxy.endInput();

            assertThat(proxy.livesOn()).isTrue();
            assertThat(chat(proxy)).isEqualTo(429);
        }
    }

    @Test
    void takesALastCommandWithoutALineBreakBeforeItsEnd() {
        try (ProxyProcess proxy = proxy().withConsole().start()) {
            proxy.typeWithoutLineBreak("c");
            proxy.endInput();

            proxy.output().await("Current mode: Context length exceeded (1 remaining)");
            assertThat(chat(proxy)).isEqualTo(400);
        }
    }

    @Test
    void isToldWhatIsWrongWithACommandAndTheModeStays() {
        try (ProxyProcess proxy = proxy().withConsole().start()) {
            proxy.type("u 2");
            proxy.type("c 1.5");
            proxy.type("status");
            proxy.type("q");

            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.output().all())
                    .filteredOn(line -> line.contains("1.5"))
                    .hasSize(1);
            assertThat(proxy.output().all())
                    .filteredOn(line -> line.equals("Current mode: Unknown server error (2 remaining)"))
                    .hasSize(2);
        }
    }

    @Test
    void endsTheProxyWithQuit() {
        try (ProxyProcess proxy = proxy().withConsole().start()) {
            proxy.type("q");

            assertThat(proxy.awaitExit()).isZero();
            assertThat(proxy.errors().all()).isEmpty();
        }
    }

    @Test
    void isNotReadWhenToldNotTo() {
        try (ProxyProcess proxy = proxy("--mode", "r").start()) {
            proxy.type("q");

            assertThat(proxy.livesOn()).isTrue();
            assertThat(chat(proxy)).isEqualTo(429);
        }
    }

    private static int chat(ProxyProcess proxy) {
        return Http.post(proxy.at("/v1/chat/completions"), "{}").statusCode();
    }
}
