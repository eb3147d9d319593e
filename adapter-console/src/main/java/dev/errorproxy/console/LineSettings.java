package dev.errorproxy.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jline.utils.ShutdownHooks;

/**
 * Everything that the kernel knows about the terminal's line, as it was found.
 *
 * <p>JLine 3.30 puts back what it knows and zeroes the rest, the speed among it (https://github.com/jline/jline3/issues/2170).
 * This class is threadsafe.
 */
final class LineSettings {

    private static final long MOST_SECONDS = 1;

    private final Optional<String> saved;

    private LineSettings(Optional<String> saved) {
        this.saved = saved;
    }

    /** Returns settings that are never restored. */
    static LineSettings none() {
        return new LineSettings(Optional.empty());
    }

    /** Returns the settings of standard input; call it before JLine sees the terminal. */
    static LineSettings save() {
        return new LineSettings(stty("-g").filter(settings -> !settings.isEmpty()));
    }

    /** Has the settings restored when the JVM shuts down; call it when JLine has the terminal, to come after its own hook. */
    void restoreAtShutdown() {
        ShutdownHooks.add(this::restore);
    }

    /** Restores the settings. */
    void restore() {
        saved.ifPresent(LineSettings::stty);
    }

    private static Optional<String> stty(String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("stty"), Arrays.stream(arguments))
                            .toList())
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            // No stty, as on Windows, where there are no such settings either.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
