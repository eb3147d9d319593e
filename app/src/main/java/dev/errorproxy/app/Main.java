package dev.errorproxy.app;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.errorproxy.console.Console;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Starts the proxy. */
public final class Main {

    private Main() {}

    /** Runs the proxy until it is told to end; the exit status is 2 for usage errors and 1 for other failures. */
    public static void main(String[] arguments) {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        try {
            commandLine.parseArgs(arguments);
        } catch (ParameterException e) {
            exit(2, e.getMessage().replaceAll("\\s+", " ") + "; see --help.");
        }
        if (CommandLine.printHelpIfRequested(commandLine.getParseResult())) {
            System.exit(0);
        }
        try {
            System.exit(run(options, System.getenv()));
        } catch (StartException e) {
            exit(e.status(), e.getMessage());
        }
    }

    private static int run(Options options, Map<String, String> environment) throws StartException {
        boolean required = options.plugins != null;
        Plugins plugins = Plugins.load(required ? options.plugins : pluginsBesideTheJar(), required);
        Configuration configuration = Configuration.of(options, environment, plugins);
        // Guice's generated classes need what newer JDKs warn about; reflection serves a dozen objects as well.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        Console console = options.noStdin ? Console.outputOnly() : Console.open(environment);
        try {
            return Guice.createInjector(Stage.PRODUCTION, new AppModule(options, configuration, console))
                    .getInstance(App.class)
                    .run();
        } catch (StartException e) {
            console.close();
            throw e;
        }
    }

    private static Path pluginsBesideTheJar() {
        try {
            Path jar = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("plugins");
        } catch (URISyntaxException e) {
            return Path.of("plugins");
        }
    }

    private static void exit(int status, String message) {
        System.err.println(message);
        System.exit(status);
    }
}
