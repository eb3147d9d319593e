package dev.errorproxy.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The standard input, which may have been closed before the start. */
final class StandardInput {

    private StandardInput() {}

    /** Returns it, or an empty one if it was closed. */
    static InputStream open() {
        Path descriptor = Path.of("/proc/self/fd/0");
        Path java = Path.of(System.getProperty("java.home"));
        return isFileBelow(descriptor, java) ? InputStream.nullInputStream() : System.in;
    }

    /**
     * Returns whether a link, as that to an open file is on Linux, leads to a file below a folder.
     *
     * <p>Java is the first to open files, and gets the lowest descriptor that is free: where standard input is closed, its
     * own class library would be read as commands.
     */
    static boolean isFileBelow(Path link, Path folder) {
        try {
            // What is no file, such as a pipe, has a relative name there.
            return Files.readSymbolicLink(link).startsWith(folder.toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            return false; // Another system shows no descriptors like that.
        }
    }
}
