package dev.errorproxy.console;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.command.Operator;
import java.io.IOError;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.utils.InfoCmp.Capability;

/**
 * A console on a terminal: a prompt with history and completion, and lines printed above it.
 *
 * <p>The terminal may be closed under it at any time, for JLine does that itself as soon as the JVM shuts down; lines then
 * go straight to the output. This class is threadsafe.
 */
final class InteractiveConsole implements Console {

    private static final String PROMPT = "> ";
    private static final long MOST_MILLIS_TO_LEAVE = 500;

    private final BorrowedTerminal terminal;
    private final PrintStream output;
    private final Look look;
    private final CommandCompleter completer = new CommandCompleter();
    private final LineReader reader;
    private final CountDownLatch left = new CountDownLatch(1);
    private final AtomicBoolean promptShown = new AtomicBoolean();
    private final Object lock = new Object();
    private Optional<Thread> runner = Optional.empty();
    private boolean closed;

    /**
     * Creates a console.
     *
     * @param output what is under the terminal, for the lines after its end
     * @param history empty to keep none
     */
    InteractiveConsole(BorrowedTerminal terminal, PrintStream output, Look look, Optional<HistoryFile> history) {
        this.terminal = requireNonNull(terminal, "terminal is null");
        this.output = requireNonNull(output, "output is null");
        this.look = requireNonNull(look, "look is null");
        this.reader = Prompt.on(
                terminal.get(),
                new CommandHistory(history, warning -> print(Tone.ERROR, warning)),
                completer,
                look.colour());
    }

    /** Returns a console on the terminal of the process. */
    static InteractiveConsole on(BorrowedTerminal terminal, Map<String, String> environment) {
        Integer colours = terminal.get().getNumericCapability(Capability.max_colors);
        return new InteractiveConsole(
                terminal,
                System.out,
                Look.of(environment, terminal.get().outputEncoding(), colours == null ? 0 : colours),
                HistoryFile.of(environment, System.getProperty("user.home", ""), SystemTerminal.isWindows()));
    }

    @Override
    public boolean print(List<Line> lines) {
        String dressed = look.dress(lines);
        try {
            reader.printAbove(dressed);
            return true;
        } catch (IllegalStateException | IOError e) {
            leavePrompt();
            output.println(dressed);
            return !output.checkError();
        }
    }

    @Override
    public Ending run(Operator operator, UnaryOperator<String> format) {
        completer.complete(operator);
        try {
            if (enter()) {
                return readAndExecute(operator, format);
            }
            return Ending.END_OF_INPUT;
        } finally {
            leave();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            runner.ifPresent(Thread::interrupt);
        }
        awaitRunner();
        terminal.close();
        leavePrompt();
    }

    private Ending readAndExecute(Operator operator, UnaryOperator<String> format) {
        while (true) {
            Optional<String> line = readLine();
            if (line.isEmpty()) {
                return terminal.isEnd(String.valueOf(reader.getLastBinding())) ? Ending.QUIT : Ending.END_OF_INPUT;
            }
            if (Commands.execute(line.get(), operator, this, format)) {
                return Ending.QUIT;
            }
        }
    }

    /** Returns the next line, or nothing if there is none: Ctrl-D, a terminal that hung up, or this console being closed. */
    private Optional<String> readLine() {
        promptShown.set(true);
        try {
            String line = reader.readLine(PROMPT);
            promptShown.set(false);
            return Optional.of(line);
        } catch (EndOfFileException | UserInterruptException e) {
            promptShown.set(false);
            return Optional.empty();
        } catch (IllegalStateException | IOError e) {
            // Closed in the middle of reading, so that the prompt is still there.
            return Optional.empty();
        }
    }

    /** Returns whether there is still a terminal to read from. */
    private boolean enter() {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            runner = Optional.of(Thread.currentThread());
        }
        return terminal.take();
    }

    private void leave() {
        synchronized (lock) {
            runner = Optional.empty();
            if (closed) {
                // Whatever of the interrupt from close() has not been used up is not meant for the caller.
                Thread.interrupted();
            }
        }
        terminal.restore();
        left.countDown();
    }

    private void awaitRunner() {
        synchronized (lock) {
            if (runner.isEmpty() || runner.get() == Thread.currentThread()) {
                return;
            }
        }
        try {
            // A line reader that is given the time erases its traces itself.
            left.await(MOST_MILLIS_TO_LEAVE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what a line reader does when it ends, for one that could not. */
    private void leavePrompt() {
        if (promptShown.getAndSet(false)) {
            output.println(terminal.farewell());
            output.flush();
        }
    }
}
