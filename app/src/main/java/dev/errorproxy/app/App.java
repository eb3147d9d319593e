package dev.errorproxy.app;

import com.google.inject.Inject;
import dev.errorproxy.app.Options.LogFormat;
import dev.errorproxy.console.Console;
import dev.errorproxy.console.Tone;
import dev.errorproxy.domain.command.CommandException;
import dev.errorproxy.domain.command.Operator;
import dev.errorproxy.jetty.ProxyServer;
import dev.errorproxy.jetty.SimulatorServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The running proxy, from its first line to its last. */
final class App {

    /** How lines begin that tell what of a command will not happen. */
    private static final String NOTE = "Note: ";

    private final List<String> notes = new ArrayList<>();
    private final Options options;
    private final Configuration configuration;
    private final Console console;
    private final LogLines lines;
    private final Operator operator;
    private final ProxyServer server;
    private final LineFormat format;
    private final IdleMemory memory;

    @Inject
    App(
            Options options,
            Configuration configuration,
            Console console,
            LogLines lines,
            Operator operator,
            ProxyServer server,
            LineFormat format,
            IdleMemory memory) {
        this.options = options;
        this.configuration = configuration;
        this.console = console;
        this.lines = lines;
        this.operator = operator;
        this.server = server;
        this.format = format;
        this.memory = memory;
    }

    /** Listens, obeys, and returns the exit status when told to end. */
    int run() throws StartException {
        JavaLogging.to(lines, format, options.logLevel);
        stopAtShutdown();
        arm();
        configuration.offline().server().ifPresent(SimulatorServer::start);
        listen();
        greet();
        memory.start();
        if (options.noStdin || console.run(operator, format) == Console.Ending.END_OF_INPUT) {
            sleepUntilSignalled();
        }
        return 0;
    }

    private void arm() {
        try {
            for (String scenario : configuration.opening().scenarios()) {
                operator.play(scenario).lines().stream()
                        .filter(line -> line.startsWith(NOTE))
                        .forEach(notes::add);
            }
        } catch (CommandException e) {
            throw new IllegalStateException("What was read once is not read again", e);
        }
    }

    private void listen() throws StartException {
        try {
            server.start();
        } catch (IOException e) {
            throw StartException.failure("Can't listen on port " + options.port + " of " + e.getMessage()
                    + ". Choose another with --port; 0 takes a free one.");
        }
    }

    private void greet() {
        String host = options.host == null ? "localhost" : options.host;
        Banner.lines(Banner.address(host, server.port()), configuration).forEach(this::say);
        if (configuration.isOpenToOthers()) {
            console.print(
                    Tone.ERROR,
                    format.apply("Warning: " + host + " is not a loopback address: whoever reaches the"
                            + " port can use the keys of those who send through it."));
        }
        operator.status().forEach(this::say);
        notes.forEach(this::say);
    }

    private void say(String text) {
        if (options.logFormat == LogFormat.human || !text.isEmpty()) {
            console.print(Tone.NORMAL, format.apply(text));
        }
    }

    private void stopAtShutdown() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
        } catch (IllegalStateException e) {
            // Told to end before it began: the process ends by itself, and nothing is in flight yet.
        }
    }

    private void stop() {
        end(console::close);
        end(server::stop);
        configuration.offline().server().ifPresent(simulators -> end(simulators::stop));
        lines.close();
    }

    /** Ends a part; one that can't end must not keep the others from it. */
    private void end(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            lines.print(Tone.ERROR, format.apply("Warning: the end was not a clean one: " + e));
        }
    }

    private static void sleepUntilSignalled() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
