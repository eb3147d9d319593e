package dev.errorproxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.app.Options.LogLevel;
import dev.errorproxy.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.LoggerFactory;

/** One after the other: the JVM has one log. */
@Execution(ExecutionMode.SAME_THREAD)
class JavaLoggingTest {

    private static final Logger LIBRARY = Logger.getLogger("some.library");
    private static final org.slf4j.Logger LIBRARY_OF_SLF4J = LoggerFactory.getLogger("some.library");

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @AfterEach
    void restore() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void tellsOfWarningsWithoutWhatMayBeAKey() {
        try (LogLines lines =
                new LogLines(Console.plain(InputStream.nullInputStream(), output), UnaryOperator.identity())) {
            JavaLogging.to(lines, UnaryOperator.identity(), LogLevel.warn);
            LIBRARY.info("secret");
            Logger.getLogger("org.eclipse.jetty.http.HttpParser").warning("Two hosts: secret");
            Logger.getLogger("org.eclipse.jetty.util.HostPort").warning("Bad port [secret]");
            LIBRARY.log(Level.WARNING, "Failed: /x?key=secret for once", new IllegalStateException("secret"));
            LIBRARY_OF_SLF4J.debug("secret");
            LIBRARY_OF_SLF4J.info("secret");
            LIBRARY_OF_SLF4J.warn("Failed: {} for {}", "/x?key=secret", "all", new IllegalStateException("secret"));
            LIBRARY_OF_SLF4J.error("{} and {0}", "Braces");
        }
        assertThat(output.toString(UTF_8).lines())
                .containsExactly(
                        "WARNING some.library: Failed: /x?... for once (IllegalStateException)",
                        "WARNING some.library: Failed: /x?... for all (IllegalStateException)",
                        "SEVERE some.library: Braces and {0}");
    }

    @Test
    void tellsOfNoWarningsWhereOnlyErrorsAreWanted() {
        try (LogLines lines =
                new LogLines(Console.plain(InputStream.nullInputStream(), output), UnaryOperator.identity())) {
            JavaLogging.to(lines, UnaryOperator.identity(), LogLevel.error);
            LIBRARY.warning("A warning");
            LIBRARY.severe("An error");
            LIBRARY_OF_SLF4J.warn("A warning");
            LIBRARY_OF_SLF4J.error("Another");
        }
        assertThat(output.toString(UTF_8).lines())
                .containsExactly("SEVERE some.library: An error", "SEVERE some.library: Another");
    }
}
