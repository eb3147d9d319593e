package dev.errorproxy.console;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.command.Operator;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A console without prompt, colour and history: lines in, lines out. This class is threadsafe. */
final class PlainConsole implements Console {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final OutputStream out;
    private final Charset charset;
    private final PrintStream errors;
    private boolean broken;
    private boolean warned;
    private volatile boolean closed;

    /**
     * Creates a console.
     *
     * @param out takes each print as one write, so that nothing else comes between its lines
     * @param errors where to say, once, that the output takes no lines, as on a full disk
     */
    PlainConsole(InputStream in, OutputStream out, Charset charset, PrintStream errors) {
        this.in = new BufferedInputStream(requireNonNull(in, "in is null"));
        this.out = requireNonNull(out, "out is null");
        this.charset = requireNonNull(charset, "charset is null");
        this.errors = requireNonNull(errors, "errors is null");
    }

    /** Returns one over the standard output and error. */
    static PlainConsole standard(InputStream in) {
        return new PlainConsole(in, new FileOutputStream(FileDescriptor.out), charset(), System.err);
    }

    /** Returns what the system's own stream writes in, which says it only from Java 18 on. */
    private static Charset charset() {
        try {
            return Charset.forName(
                    System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", "")));
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    @Override
    public synchronized boolean print(List<Line> lines) {
        // What was written before it broke may have been half a line.
        String start = broken ? System.lineSeparator() : "";
        try {
            out.write((start + Look.PLAIN.dress(lines) + System.lineSeparator()).getBytes(charset));
            out.flush();
            broken = false;
        } catch (IOException e) {
            broken = true;
            if (!warned) {
                warned = true;
                errors.println("Warning: standard output can't be written to, so lines of it are lost.");
                errors.flush();
            }
        }
        return !broken;
    }

    @Override
    public Ending run(Operator operator, UnaryOperator<String> format) {
        while (!closed) {
            Optional<String> line = readLine();
            if (line.isEmpty()) {
                break;
            }
            if (Commands.execute(line.get(), operator, this, format)) {
                return Ending.QUIT;
            }
        }
        return Ending.END_OF_INPUT;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Returns the next line, or its beginning: however long it is, it takes no more memory than is looked at. */
    private Optional<String> readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n') {
            // Up to 4 bytes make a character, and one character too many is what tells that the line was cut.
            if (line.size() < 4 * (Commands.MOST_CHARACTERS + 1)) {
                line.write(read);
            }
            read = read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        // Some editors and shells put it before a text, and several texts may be piped one after the other.
        return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            // An input that breaks, such as that of a terminal which is gone, has nothing more to say.
            return -1;
        }
    }
}
