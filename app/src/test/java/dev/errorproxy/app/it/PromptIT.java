package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody types at the prompt of the assembled jar. */
@DisabledOnOs(OS.WINDOWS)
class PromptIT {

    private static final String UP = "\u001b[A";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    @TempDir
    Path state;

    private static int post(int port) {
        URI address = URI.create("http://localhost:" + port + "/v1/chat/completions");
        return Http.post(address, "{}", "Authorization", "Bearer sk-any").statusCode();
    }

    @Test
    void armsARateLimitThatTheNextRequestMeets() throws Exception {
        try (Terminal terminal = Terminal.start(state)) {
            int port = terminal.awaitPort();
            terminal.await("Current mode: No error (pass through)");
            terminal.awaitPrompt();
            terminal.type("r\r");
            terminal.await("Current mode: Rate limit exceeded (1 remaining)");
            terminal.await("Requests handled: 0");
            assertThat(post(port)).isEqualTo(429);
            terminal.await("Request #1: POST /v1/chat/completions -> openai");
            terminal.await("Injecting RATE_LIMIT error (status 429) for openai");
            terminal.type("status\r");
            terminal.await("Current mode: No error (pass through)");
            terminal.await("Requests handled: 1");
        }
    }

    @Test
    void keepsTheLineBeingTypedWhenALogLineComes() throws Exception {
        try (Terminal terminal = Terminal.start(state, "--mode", "r *")) {
            int port = terminal.awaitPort();
            terminal.awaitPrompt();
            terminal.type("c 1");
            terminal.await("c 1");
            assertThat(post(port)).isEqualTo(429);
            terminal.await("Request #1");
            terminal.await("> c 1");
            terminal.type("7\r");
            terminal.await("Current mode: Context length exceeded (17 remaining)");
        }
    }

    @Test
    void completesCommandsAndAmounts() throws Exception {
        try (Terminal terminal = Terminal.start(state)) {
            terminal.awaitPrompt();
            terminal.type("rate-\t");
            terminal.await("rate-limit ");
            terminal.type("30\t\r");
            terminal.await("Current mode: Rate limit exceeded (30% of requests)");
        }
    }

    @Test
    void clearsTheLineOnCtrlCAndGoesOn() throws Exception {
        try (Terminal terminal = Terminal.start(state)) {
            terminal.awaitPrompt();
            terminal.type("u 3");
            terminal.await("u 3");
            terminal.type(CTRL_C).type("status\r");
            terminal.await("Current mode: No error (pass through)");
            terminal.type("u *\r");
            terminal.await("Current mode: Unknown server error (100% of requests)");
        }
    }

    @Test
    void refusesNonsenseAndKeepsTheMode() throws Exception {
        try (Terminal terminal = Terminal.start(state, "--mode", "c 3")) {
            terminal.awaitPrompt();
            terminal.type("c 1.5\r");
            terminal.await("above 1.0");
            terminal.type("status\r");
            terminal.await("Current mode: Context length exceeded (3 remaining)");
        }
    }

    @Test
    void remembersItsHistoryInTheNextRun() throws Exception {
        try (Terminal first = Terminal.start(state)) {
            first.awaitPrompt();
            first.type("u 42\r");
            first.await("(42 remaining)");
            first.type("q\r");
            assertThat(first.awaitExit()).isZero();
        }
        try (Terminal second = Terminal.start(state)) {
            second.awaitPrompt();
            second.type(UP + UP);
            second.await("u 42");
            second.resize(60);
            second.type("\r");
            second.await("Current mode: Unknown server error (42 remaining)");
        }
    }

    @Test
    void quitsOnCtrlD() throws Exception {
        try (Terminal terminal = Terminal.start(state)) {
            terminal.awaitPrompt();
            terminal.type(CTRL_D);
            assertThat(terminal.awaitExit()).isZero();
        }
    }

    @Test
    void endsOnASignalFromOutside() throws Exception {
        for (String signal : new String[] {"INT", "TERM"}) {
            try (Terminal terminal = Terminal.start(state)) {
                terminal.awaitPrompt();
                new ProcessBuilder("kill", "-" + signal, String.valueOf(terminal.pid()))
                        .start()
                        .waitFor();
                assertThat(terminal.awaitExit()).as(signal).isNotZero();
            }
        }
    }
}
