package dev.errorproxy.app;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.errorproxy.console.Console;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the proxy. */
public final class Main {

    private static final int MOST_SUGGESTIONS = 3;

    private Main() {}

    /** Runs the proxy until it is told to end; the exit status is 2 for usage errors and 1 for other failures. */
    public static void main(String[] arguments) {
        try {
            System.exit(run(arguments, System.getenv()));
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(e.status());
        } catch (Throwable e) {
            LastResort.end(e);
        }
    }

    /** Does that, and returns the exit status where nothing kept the proxy from starting. */
    static int run(String[] arguments, Map<String, String> environment) throws StartException {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(int.class, number(Integer::valueOf, "a whole number, or too large"))
                .registerConverter(Long.class, number(Long::valueOf, "a whole number, or too large"))
                .registerConverter(long.class, number(Long::valueOf, "a whole number, or too large"))
                .registerConverter(double.class, number(Double::valueOf, "a number"));
        try {
            commandLine.parseArgs(arguments);
        } catch (UnmatchedArgumentException e) {
            throw StartException.usage(unmatched(commandLine, e.getUnmatched().get(0)) + "; see --help.");
        } catch (ParameterException e) {
            throw StartException.usage(e.getMessage().replaceAll("\\s+", " ") + "; see --help.");
        }
        if (CommandLine.printHelpIfRequested(commandLine.getParseResult())) {
            return 0;
        }
        return run(options, environment);
    }

    private static <T> ITypeConverter<T> number(Function<String, T> parse, String wanted) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not " + wanted);
            }
        };
    }

    /** Says what is wrong with an argument, and quotes nothing that may be a password. */
    private static String unmatched(CommandLine commandLine, String argument) {
        if (!argument.startsWith("-")) {
            return "'" + new UpstreamAddress(argument).shown()
                    + "' is no option, and commands belong into --mode or to the prompt";
        }
        String option = argument.split("=", 2)[0];
        List<String> similar = new UnmatchedArgumentException(commandLine, List.of(option)).getSuggestions();
        String meant = similar.stream().limit(MOST_SUGGESTIONS).collect(Collectors.joining(" or "));
        return "There is no option " + option + (meant.isEmpty() ? "" : "; similar: " + meant);
    }

    private static int run(Options options, Map<String, String> environment) throws StartException {
        // Guice's generated classes need what newer JDKs warn about; reflection serves a dozen objects as well.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        // Jetty would start all of JMX to be told as much.
        System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
        boolean required = options.plugins != null;
        Plugins plugins = Plugins.load(required ? options.plugins : pluginsBesideTheJar(), required);
        Configuration configuration = Configuration.of(options, environment, plugins);
        Console console = options.noStdin ? Console.outputOnly() : Console.open(environment);
        try {
            return Guice.createInjector(Stage.PRODUCTION, new AppModule(options, configuration, console))
                    .getInstance(App.class)
                    .run();
        } catch (StartException | RuntimeException | Error e) {
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
}
