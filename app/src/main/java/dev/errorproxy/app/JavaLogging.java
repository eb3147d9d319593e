package dev.errorproxy.app;

import dev.errorproxy.app.Options.LogLevel;
import dev.errorproxy.console.Tone;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/**
 * Takes what the libraries log, warnings and worse, to the console.
 *
 * <p>Nothing below a warning, whatever the log level: Jetty's debug lines hold header fields, and those hold keys. For
 * the same reason a query is cut off and an exception's message is left out.
 */
final class JavaLogging extends Handler {

    private static final Pattern QUERY = Pattern.compile("\\?\\S*");
    private static final SimpleFormatter FORMATTER = new SimpleFormatter();
    /** Held, since java.util.logging holds its loggers weakly. */
    private static final Logger ROOT = Logger.getLogger("");
    /** Those that quote requests with a bad host, or two; these are refused like others that are not HTTP: without a line. */
    private static final List<Logger> QUOTING =
            List.of(Logger.getLogger("org.eclipse.jetty.http"), Logger.getLogger("org.eclipse.jetty.util.HostPort"));

    private final LogLines lines;
    private final UnaryOperator<String> format;

    private JavaLogging(LogLines lines, UnaryOperator<String> format) {
        this.lines = lines;
        this.format = format;
    }

    /** Sends all library logging to those lines from now on; at the level of errors, no warnings. */
    static void to(LogLines lines, UnaryOperator<String> format, LogLevel level) {
        LogManager.getLogManager().reset();
        ROOT.setLevel(level == LogLevel.error ? Level.SEVERE : Level.WARNING);
        QUOTING.forEach(logger -> logger.setLevel(Level.SEVERE));
        ROOT.addHandler(new JavaLogging(lines, format));
    }

    @Override
    public void publish(LogRecord event) {
        if (isLoggable(event)) {
            String cause = event.getThrown() == null
                    ? ""
                    : " (" + event.getThrown().getClass().getSimpleName() + ")";
            String text = QUERY.matcher(FORMATTER.formatMessage(event)).replaceAll("?...");
            String line = format.apply(event.getLevel() + " " + event.getLoggerName() + ": " + text + cause);
            lines.print(Tone.ERROR, line);
        }
    }

    @Override
    public void flush() {
        // Lines are printed as they come.
    }

    @Override
    public void close() {
        // The lines are closed by their owner.
    }
}
