package dev.errorproxy.app;

import dev.errorproxy.domain.command.Command;
import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.command.Presets;
import dev.errorproxy.domain.command.Scenario;
import java.io.IOException;
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
        try {
            String text = Files.readString(file);
            Scenario.parse(text, providers);
            return text;
        } catch (NoSuchFileException e) {
            throw StartException.usage("--scenario " + file + ": there is no such file.");
        } catch (IOException e) {
            throw StartException.usage("--scenario " + file + ": not a text in UTF-8 that can be read.");
        } catch (CommandException e) {
            throw StartException.usage("--scenario " + file + ": " + e.getMessage());
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
