package dev.errorproxy.app;

import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Router;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is shown at the start: where it listens, how to point clients at it, and where calls go. */
final class Banner {

    private Banner() {}

    /** Returns what clients are to call, where it listens on a name or an address, which may be in brackets. */
    static String address(String host, int port) {
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "http://" + (bare ? "[" + host + "]" : host) + ":" + port;
    }

    /** Returns the lines. */
    static List<String> lines(String address, Configuration configuration) {
        List<String> lines = new ArrayList<>();
        lines.add(Version.text() + " listening on " + address);
        lines.add("");
        lines.add("Point clients at it:");
        for (Provider provider : configuration.router().providers()) {
            for (ClientVariable variable : provider.clientVariables()) {
                lines.add("  export " + variable.name() + "=" + address + variable.path());
            }
        }
        lines.add("Any provider by name: " + address + "/PROVIDER/...");
        lines.add("");
        lines.add("Providers:");
        for (Provider provider : configuration.router().providers()) {
            lines.add("  %-12s-> %s".formatted(provider.name() + " ", destination(provider.name(), configuration)));
        }
        lines.add("");
        return lines;
    }

    private static String destination(String name, Configuration configuration) {
        Router router = configuration.router();
        Offline offline = configuration.offline();
        Optional<URI> upstream = router.upstream(router.named(name));
        boolean played = upstream.isPresent()
                && upstream.get().equals(offline.addresses().get(name));
        String where = upstream.map(URI::toString).orElse("nowhere yet: set " + Router.variable(name));
        return played ? "simulated" : where + (offline.unavailable().contains(name) ? " (not available offline)" : "");
    }
}
