package dev.errorproxy.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, read but not yet understood. */
@Command(
        name = "provider-error-proxy",
        sortOptions = false,
        versionProvider = Version.class,
        header = "Sits between an LLM client and its providers, and answers with the providers' own errors on demand.",
        footer = {
            "",
            "Commands, at the prompt and for --mode: c, r, u with an amount (4, 30%%, *), and n. At the prompt alone:"
                    + " status, q, and help, which tells the other faults, targets such as @anthropic, and sequences.",
            "<PROVIDER>_REAL_HOST in the environment does what --upstream does, which wins."
        })
final class Options {

    /** How log lines are written. */
    enum LogFormat {
        human,
        json
    }

    /** Which log lines are written: those of this level and the ones before it. */
    enum LogLevel {
        error,
        warn,
        info,
        debug
    }

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8888",
            description = "Port to listen on, default 8888; 0 takes a free one.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on, default the loopback addresses only (IPv4 and IPv6).")
    String host;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "On loopback: a further name by which clients may call the proxy; repeatable.")
    List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--mode",
            paramLabel = "COMMAND",
            description = "First error mode: \"c 3\", \"r 30%%\", \"u *\", \"n\", or any other command that arms.")
    String mode;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Commands to begin with, one a line, with # comments.")
    Path scenario;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A scenario to begin with: flaky, rate-limited, outage, overloaded-evening, brutal.")
    String preset;

    @Option(names = "--no-stdin", description = "No console: for background and automated use.")
    boolean noStdin;

    @Option(names = "--seed", paramLabel = "N", description = "Makes the draws of shares and delays repeatable.")
    Long seed;

    @Option(names = "--upstream", paramLabel = "PROVIDER=URL", description = "Where a provider's calls go; repeatable.")
    List<String> upstreams = new ArrayList<>();

    @Option(
            names = "--offline",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "PROVIDER,...",
            description = "Plays these providers, or all, instead of calling them: no key and no network needed.")
    String offline;

    @Option(
            names = "--reply-tokens",
            paramLabel = "N",
            defaultValue = "120",
            description = "Offline: the most tokens of an answer, default 120.")
    int replyTokens;

    @Option(
            names = "--first-token-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Offline: how long the first token takes, default 0.")
    long firstTokenMillis;

    @Option(
            names = "--tokens-per-second",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Offline: how fast the other tokens follow, default 0, which is at once.")
    double tokensPerSecond;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Folder of more provider plugins, default \"plugins\" beside the jar.")
    Path plugins;

    @Option(
            names = "--default-provider",
            paramLabel = "NAME",
            defaultValue = "openai",
            description = "Who answers where no rule tells, default openai.")
    String defaultProvider;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Upstream silence after which the client gets a 504, default 600.")
    String timeout;

    @Option(names = "--log-format", paramLabel = "human|json", defaultValue = "human", description = "Default human.")
    LogFormat logFormat;

    @Option(
            names = "--log-level",
            paramLabel = "error|warn|info|debug",
            defaultValue = "info",
            description = "Default info, which has two lines per request.")
    LogLevel logLevel;

    @Option(names = "--version", versionHelp = true, description = "Prints the version and exits.")
    boolean version;

    @Option(names = "--help", usageHelp = true, description = "Prints this and exits.")
    boolean help;
}
