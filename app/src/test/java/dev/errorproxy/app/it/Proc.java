package dev.errorproxy.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What Linux tells of a process.
 *
 * @param pid the process id
 */
record Proc(long pid) {

    /** How much of the processor's time it is counted in, by the default of all Linux systems. */
    private static final long MILLIS_PER_TICK = 10;

    static boolean isThere() {
        return Files.isDirectory(Path.of("/proc/self/fd"));
    }

    static Proc of(LoggedProxy proxy) {
        return new Proc(proxy.process().pid());
    }

    private Path file(String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }

    /** Returns the number of open files. */
    long descriptors() {
        try (Stream<Path> all = Files.list(file("fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of open sockets. */
    long sockets() {
        try (Stream<Path> all = Files.list(file("fd"))) {
            return all.filter(Proc::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of threads whose names begin so, as far as Linux keeps them: 15 letters. */
    long threads(String prefix) {
        try (Stream<Path> all = Files.list(file("task"))) {
            return all.filter(thread -> name(thread).startsWith(prefix)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return ""; // It has just ended.
        }
    }

    /** Returns the memory that is in use, in MiB. */
    long residentMebibytes() {
        try (Stream<String> lines = Files.lines(file("status"))) {
            String line =
                    lines.filter(one -> one.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the processor time used so far, in milliseconds. */
    long processorMillis() {
        try {
            String stat = Files.readString(file("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
