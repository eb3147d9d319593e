package dev.errorproxy.app;

import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.simulation.Simulator;
import dev.errorproxy.jetty.Pace;
import dev.errorproxy.jetty.SimulatorServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which providers are played instead of called.
 *
 * @param server plays them; empty where none is
 * @param addresses where each is played
 * @param unavailable the providers that were meant too, but can't be played
 */
record Offline(Optional<SimulatorServer> server, Map<String, URI> addresses, List<String> unavailable) {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** Slower ones than a token in a quarter of an hour can't be told from a stall. */
    private static final double SLOWEST = 0.001;

    /** Returns what {@code --offline} and its kin mean with these plugins; their port is taken, but nothing runs yet. */
    static Offline of(Options options, Plugins plugins) throws StartException {
        Pace pace = pace(options);
        if (options.replyTokens < 1) {
            throw StartException.usage("--reply-tokens " + options.replyTokens + ": write a count of at least 1.");
        }
        if (options.offline == null) {
            return new Offline(Optional.empty(), Map.of(), List.of());
        }
        boolean all = options.offline.isEmpty();
        Map<String, Simulator> simulators = new TreeMap<>();
        List<String> unavailable = new ArrayList<>();
        for (Provider provider : all ? plugins.providers() : listed(options.offline, plugins)) {
            Optional<Simulator> simulator = plugins.simulator(provider.name());
            if (simulator.isPresent()) {
                simulators.put(provider.name(), simulator.get());
            } else if (all) {
                unavailable.add(provider.name());
            } else {
                throw StartException.usage("--offline: " + provider.name()
                        + " is not available offline, its plugin has no simulator; leave it out to forward its calls.");
            }
        }
        return open(new SimulatorServer(simulators, pace, options.replyTokens), simulators, unavailable);
    }

    private static List<Provider> listed(String names, Plugins plugins) throws StartException {
        List<Provider> providers = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            providers.add(plugins.named(name.strip(), "--offline"));
        }
        return providers;
    }

    private static Offline open(SimulatorServer server, Map<String, Simulator> simulators, List<String> unavailable)
            throws StartException {
        try {
            server.open();
        } catch (IOException e) {
            throw StartException.failure("No port for the simulated providers: " + e.getMessage() + ".");
        }
        Map<String, URI> addresses = new LinkedHashMap<>();
        simulators.keySet().forEach(name -> addresses.put(name, server.address(name)));
        return new Offline(Optional.of(server), addresses, unavailable);
    }

    private static Pace pace(Options options) throws StartException {
        long longest = LONGEST_WAIT.toMillis();
        if (options.firstTokenMillis < 0 || options.firstTokenMillis > longest) {
            throw StartException.usage("--first-token-ms " + options.firstTokenMillis + ": write milliseconds up to "
                    + longest + ", or 0 for at once.");
        }
        double rate = options.tokensPerSecond;
        boolean paced = rate >= SLOWEST && Double.isFinite(rate);
        if (!paced && rate != 0) {
            throw StartException.usage("--tokens-per-second " + rate + ": write a rate of at least " + SLOWEST
                    + ", or 0 for as fast as can be.");
        }
        return new Pace(Duration.ofMillis(options.firstTokenMillis), rate);
    }
}
