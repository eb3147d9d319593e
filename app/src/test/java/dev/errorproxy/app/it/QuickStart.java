package dev.errorproxy.app.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM options that halve what a start costs, which is most of what these tests cost. */
final class QuickStart {

    /** Compiles no more than what is soon paid back. */
    static final String COMPILER = "-XX:TieredStopAtLevel=1";

    /** The options, with the launcher's archive of classes where the build has made one for this Java. */
    static final List<String> OPTIONS = options();

    private QuickStart() {}

    private static List<String> options() {
        // What the JVM has to say about its archive would stand among the proxy's lines.
        List<String> options = new ArrayList<>(List.of(COMPILER, "-XX:+UseSerialGC", "-Xlog:disable"));
        Path archive = Path.of(System.getProperty("proxy.jar"))
                .resolveSibling("provider-error-proxy-" + System.getProperty("java.version") + ".jsa");
        if (Files.exists(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
        }
        return List.copyOf(options);
    }
}
