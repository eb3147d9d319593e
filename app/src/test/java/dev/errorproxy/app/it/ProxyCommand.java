package dev.errorproxy.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command line of the proxy: by default on a free port, and without a console. */
final class ProxyCommand {

    /** The JVM that runs the tests. */
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<String> options;
    private final Map<String, String> environment = new HashMap<>();
    private Path jar = Path.of(System.getProperty("proxy.jar"));
    private Redirect input = Redirect.PIPE;
    private Redirect output = Redirect.PIPE;
    private List<String> jvmOptions = QuickStart.OPTIONS;
    private List<String> launcher = List.of();
    private boolean console;

    private ProxyCommand(List<String> options) {
        this.options = new ArrayList<>(options);
    }

    /** Returns the command line with those options. */
    static ProxyCommand proxy(String... options) {
        return new ProxyCommand(List.of(options));
    }

    /** Adds an environment variable. */
    ProxyCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs another copy of the jar. */
    ProxyCommand jar(Path copy) {
        jar = copy;
        return this;
    }

    /** Lets the proxy read commands from its standard input. */
    ProxyCommand withConsole() {
        console = true;
        return this;
    }

    /** Lets the proxy read commands, and gives it an input that ends at once. */
    ProxyCommand withEndedInput() {
        console = true;
        input = Redirect.from(Path.of("/dev/null").toFile());
        return this;
    }

    /** Lets the proxy read commands, and closes its input before it starts. */
    ProxyCommand withClosedInput() {
        console = true;
        launcher = List.of("sh", "-c", "exec \"$@\" <&-", "sh");
        return this;
    }

    /** Sends the proxy's standard output elsewhere, so that it can't be asked for its lines. */
    ProxyCommand output(Redirect to) {
        output = to;
        return this;
    }

    /** Runs with those JVM options instead of the ones for a quick start. */
    ProxyCommand jvmOptions(String... only) {
        jvmOptions = List.of(only);
        return this;
    }

    /** Lets the proxy log for programs. */
    ProxyCommand logsJson() {
        options.addAll(List.of("--log-format", "json"));
        return this;
    }

    /** Allows the proxy so many open files. */
    ProxyCommand openFiles(int most) {
        launcher = List.of("sh", "-c", "ulimit -n " + most + " && exec \"$@\"", "sh");
        return this;
    }

    /** Starts the proxy, and returns it once it listens. */
    ProxyProcess start() {
        ProxyProcess proxy = launch();
        try {
            proxy.awaitPort();
            return proxy;
        } catch (AssertionError e) {
            AssertionError told = new AssertionError(
                    e.getMessage() + "; on standard error: " + proxy.errors().soFar(), e);
            proxy.close();
            throw told;
        }
    }

    /** Starts the proxy, and returns it at once. */
    ProxyProcess launch() {
        ProcessBuilder builder =
                new ProcessBuilder(words()).redirectInput(input).redirectOutput(output);
        Map<String, String> variables = builder.environment();
        // Nothing of whoever runs the tests: neither his upstreams nor JVM options, which the JVM announces in a line.
        variables.keySet().removeIf(name -> name.endsWith("_REAL_HOST") || name.endsWith("JAVA_OPTIONS"));
        variables.remove("JAVA_TOOL_OPTIONS");
        variables.putAll(environment);
        try {
            return new ProxyProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(launcher);
        words.add(JAVA);
        words.addAll(jvmOptions);
        words.add("-jar");
        words.add(jar.toString());
        if (!options.contains("--port")) {
            words.addAll(List.of("--port", "0"));
        }
        if (!console) {
            words.add("--no-stdin");
        }
        words.addAll(options);
        return words;
    }
}
