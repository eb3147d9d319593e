package dev.errorproxy.console;

import java.io.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/** The terminal that the proxy was started on. */
final class SystemTerminal {

    private SystemTerminal() {}

    /** Returns the terminal, or nothing if input or output is not one, or it can do nothing but print. */
    static Optional<BorrowedTerminal> open(Map<String, String> environment) {
        Console console = System.console();
        // JLine comes last: its native parts are not even loaded where there is no terminal.
        if (console == null || !isTerminal(console) || isDumb(environment)) {
            return Optional.empty();
        }
        try {
            LineSettings settings = LineSettings.save();
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(SystemOutput.SysOut)
                    .encoding(console.charset())
                    .nativeSignals(false)
                    .dumb(false)
                    .build();
            settings.restoreAtShutdown();
            return Optional.of(new BorrowedTerminal(terminal, settings));
        } catch (IOException | IllegalStateException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean isDumb(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return type.isEmpty() ? !isWindows() : type.equals("dumb");
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
