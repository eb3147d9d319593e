package dev.errorproxy.app;

import dev.errorproxy.domain.provider.ClientVariable;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Router;
import java.util.ArrayList;
import java.util.List;

/** What is shown at the start: where it listens, how to point clients at it, and where calls go. */
final class Banner {

    private Banner() {}

    /** Returns the lines. */
    static List<String> lines(String address, Router router) {
        List<String> lines = new ArrayList<>();
        lines.add(Version.text() + " listening on " + address);
        lines.add("");
        lines.add("Point clients at it:");
        for (Provider provider : router.providers()) {
            for (ClientVariable variable : provider.clientVariables()) {
                lines.add("  export " + variable.name() + "=" + address + variable.path());
            }
        }
        lines.add("Any provider by name: " + address + "/PROVIDER/...");
        lines.add("");
        lines.add("Providers:");
        for (Provider provider : router.providers()) {
            String upstream = router.upstream(provider)
                    .map(Object::toString)
                    .orElse("nowhere yet: set " + Router.variable(provider.name()));
            lines.add("  %-12s-> %s".formatted(provider.name() + " ", upstream));
        }
        lines.add("");
        return lines;
    }
}
