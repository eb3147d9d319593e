package dev.errorproxy.app;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Takes what libraries log by SLF4J, warnings and errors, to java.util.logging.
 *
 * <p>Whether anything less is wanted Jetty asks some two hundred times a call. It never is (see {@link JavaLogging}), and
 * an answer that is a constant costs nothing.
 */
public final class LibraryWarnings implements SLF4JServiceProvider {

    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** Creates the one that SLF4J asks for; it finds this class by its services file. */
    public LibraryWarnings() {
        // Nothing to prepare.
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, ToJava::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99"; // Every 2.0, as SLF4J asks its providers to say.
    }

    @Override
    public void initialize() {
        // Nothing to prepare.
    }

    private static final class ToJava extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1;

        private final transient java.util.logging.Logger target;

        ToJava(String name) {
            this.name = name;
            target = java.util.logging.Logger.getLogger(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return target.isLoggable(Level.WARNING);
        }

        @Override
        public boolean isErrorEnabled() {
            return target.isLoggable(Level.SEVERE);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null; // Nobody is told the caller.
        }

        @Override
        protected void handleNormalizedLoggingCall(
                org.slf4j.event.Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            Level inJava = level == org.slf4j.event.Level.ERROR ? Level.SEVERE : Level.WARNING;
            target.log(inJava, MessageFormatter.basicArrayFormat(message, arguments), thrown);
        }
    }
}
