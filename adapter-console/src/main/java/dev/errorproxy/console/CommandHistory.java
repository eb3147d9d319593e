package dev.errorproxy.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The history behind the arrow keys, kept in a file where that works.
 *
 * <p>JLine could write files too, but tells of trouble through a logger, and in the middle of the line being typed.
 */
final class CommandHistory extends DefaultHistory {

    private final Consumer<String> warnings;
    private final Optional<HistoryFile> file;
    private boolean warned;

    /** Creates a history; the warning that a command cannot be kept comes at most once. */
    CommandHistory(Optional<HistoryFile> file, Consumer<String> warnings) {
        this.file = requireNonNull(file, "file is null");
        this.warnings = requireNonNull(warnings, "warnings is null");
    }

    /** Reads the file; the line reader calls it before the first prompt. */
    @Override
    public void load() {
        onFile(history -> history.load().forEach(line -> super.add(Instant.now(), line)));
    }

    @Override
    public void add(Instant time, String line) {
        if (!line.isBlank()) {
            super.add(time, line);
            onFile(history -> history.add(line));
        }
    }

    private void onFile(Deed deed) {
        if (file.isEmpty()) {
            return;
        }
        try {
            deed.on(file.get());
        } catch (IOException e) {
            // The next command may be kept again, say once there is room on the disk.
            if (!warned) {
                warned = true;
                warnings.accept("Commands are not kept for the next run: cannot use " + file.get() + " (" + e + ").");
            }
        }
    }

    @FunctionalInterface
    private interface Deed {

        void on(HistoryFile history) throws IOException;
    }
}
