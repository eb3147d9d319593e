package dev.errorproxy.app;

import dev.errorproxy.domain.command.Command;
import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.command.Presets;
import dev.errorproxy.domain.command.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is armed when the proxy begins.
 *
 * @param scenarios the texts of scenarios, to be played in order
 */
record Opening(List<String> scenarios) {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    Opening {
        scenarios = List.copyOf(scenarios);
    }

    /** Returns what the options say, a preset before a scenario and that before a mode. */
    static Opening of(Options options, Collection<String> providers) throws StartException {
        List<String> scenarios = new ArrayList<>();
        if (options.preset != null) {
            scenarios.add(preset(options.preset));
        }
        if (options.scenario != null) {
            scenarios.add(scenario(options.scenario, providers));
        }
        if (options.mode != null) {
            scenarios.add(mode(options.mode, providers));
        }
        return new Opening(scenarios);
    }

    private static String preset(String name) throws StartException {
        try {
            return Presets.text(name);
        } catch (CommandException e) {
            throw StartException.usage("--preset: " + e.getMessage());
        }
    }

    private static String scenario(Path file, Collection<String> providers) throws StartException {
        String source = "--scenario " + (file.toString().isEmpty() ? "''" : file) + ": ";
        try {
            String text = text(file);
            Scenario.parse(text, providers);
            return text;
        } catch (NoSuchFileException e) {
            throw StartException.usage(source + "there is no such file.");
        } catch (AccessDeniedException e) {
            throw StartException.usage(source + "permission to read it is denied.");
        } catch (CharacterCodingException e) {
            throw StartException.usage(source + "not a text in UTF-8.");
        } catch (FileSystemException e) {
            throw StartException.usage(source + "can't be read (" + e.getReason() + ").");
        } catch (IOException e) {
            throw StartException.usage(source + "can't be read (" + e.getMessage() + ").");
        } catch (CommandException e) {
            throw StartException.usage(source + e.getMessage());
        }
    }

    /** Returns the text of a file, which may be a pipe, without the mark that some editors put before it. */
    private static String text(Path file) throws IOException {
        if (file.toString().isEmpty()) {
            throw new IOException("no file is named");
        }
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        }
    }

    private static String mode(String text, Collection<String> providers) throws StartException {
        try {
            Command command = CommandParser.parse(text, providers);
            if (!command.concernsCalls()) {
                throw new CommandException("'" + text.strip() + "' sets no error mode; write c, r or u with an amount"
                        + " (\"c 3\", \"r 30%\", \"u *\"), another fault, or n.");
            }
            return command.text();
        } catch (CommandException e) {
            throw StartException.usage("--mode: " + e.getMessage());
        }
    }
}
