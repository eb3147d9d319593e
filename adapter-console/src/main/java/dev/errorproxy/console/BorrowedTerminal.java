package dev.errorproxy.console;

import static java.util.Objects.requireNonNull;

import java.io.IOError;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal that is given back as it was found.
 *
 * <p>Anybody may close it at any time: JLine does as soon as the JVM shuts down. This class is threadsafe.
 */
final class BorrowedTerminal {

    private final Terminal terminal;
    private final LineSettings settings;
    private final Attributes found;
    private final String farewell;

    BorrowedTerminal(Terminal terminal, LineSettings settings) {
        this.terminal = PromptTerminal.of(requireNonNull(terminal, "terminal is null"));
        this.settings = requireNonNull(settings, "settings is null");
        this.found = terminal.getAttributes();
        this.farewell = Optional.ofNullable(terminal.getStringCapability(Capability.keypad_local))
                .map(Curses::tputs)
                .orElse("");
    }

    /** Returns the terminal to read from and write to. */
    Terminal get() {
        return terminal;
    }

    /** Returns what to print for a line reader that could not end as it should. */
    String farewell() {
        return farewell;
    }

    /** Returns whether that is the key which ends the input, Ctrl-D or what the user has set in its place. */
    boolean isEnd(String key) {
        return key.length() == 1 && key.charAt(0) == found.getControlChar(ControlChar.VEOF);
    }

    /**
     * Takes every key as it comes until {@link #restore}, and returns whether there is still a terminal to take them from.
     *
     * <p>A line reader does so by itself, but only for one line: in between, a paste would be echoed and Ctrl-C be a signal.
     */
    boolean take() {
        try {
            terminal.enterRawMode();
            return true;
        } catch (IllegalStateException | IOError e) {
            return false;
        }
    }

    /** Restores what {@link #take} changed. */
    void restore() {
        try {
            terminal.setAttributes(found);
        } catch (IllegalStateException | IOError e) {
            // Closed, and with that restored.
        }
    }

    /** Gives the terminal back. */
    void close() {
        restore();
        try {
            terminal.close();
        } catch (IOException | IllegalStateException | IOError e) {
            // Gone already, which is what was wanted.
        }
        settings.restore();
    }
}
