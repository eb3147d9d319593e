package dev.errorproxy.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * JVM options that halve what a start costs, which is most of what these tests cost.
 *
 * <p>The classes that a first, short run has loaded are kept in an archive that all others share.
 */
final class QuickStart {

    /** The options; without the archive where there is none. */
    static final List<String> OPTIONS = options();

    private QuickStart() {}

    private static List<String> options() {
        List<String> options = new ArrayList<>();
        // What the JVM has to say about its archive would stand among the proxy's lines.
        options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
        try {
            Path archive = Files.createTempDirectory("proxy-classes").resolve("classes.jsa");
            archive.getParent().toFile().deleteOnExit(); // What is named last goes first.
            archive.toFile().deleteOnExit();
            if (record(options, archive)) {
                options.add("-XX:SharedArchiveFile=" + archive);
            }
            return List.copyOf(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts the proxy and quits it at once; returns whether that left an archive. */
    private static boolean record(List<String> options, Path archive) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(ProxyCommand.JAVA);
        words.addAll(options);
        words.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", System.getProperty("proxy.jar")));
        words.addAll(List.of("--port", "0"));
        Process run = new ProcessBuilder(words)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            run.outputWriter().append("q\n").close();
            return run.waitFor(Lines.DEADLINE.toSeconds(), TimeUnit.SECONDS) && Files.exists(archive);
        } finally {
            run.destroyForcibly();
        }
    }
}
