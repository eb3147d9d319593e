package dev.errorproxy.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The commands of earlier runs, one a line, oldest first, readable by their owner alone.
 *
 * <p>It is on disk after each command, so that a killed proxy loses none.
 */
final class HistoryFile {

    /** The most commands that are kept. */
    static final int MOST_LINES = 1000;

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private static final int LONGEST_LINE = 1000;

    /** How much of the file's end is read: all lines that are kept are in that, but others may have written more. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Path file;

    HistoryFile(Path file) {
        this.file = requireNonNull(file, "file is null");
    }

    /** Returns the file in the user's state directory, or nothing if there is no such directory. */
    static Optional<HistoryFile> of(Map<String, String> environment, String home, boolean windows) {
        return windows
                ? in(environment.getOrDefault("LOCALAPPDATA", ""))
                : in(environment.getOrDefault("XDG_STATE_HOME", "")).or(() -> in(home + "/.local/state"));
    }

    private static Optional<HistoryFile> in(String directory) {
        try {
            // Relative ones do not count, says the XDG Base Directory Specification.
            return Optional.of(Path.of(directory))
                    .filter(Path::isAbsolute)
                    .map(state -> new HistoryFile(
                            state.resolve("provider-error-proxy").resolve("history")));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns the commands, the newest {@value #MOST_LINES} at most; empty if there is no file yet. */
    List<String> load() throws IOException {
        return commands(read());
    }

    private String read() throws IOException {
        if (Files.notExists(file)) {
            return "";
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("It is no regular file, so that reading it may never end");
        }
        closeToOthers();
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - MOST_BYTES);
            channel.position(start);
            // Not Files.readAllLines: a byte that is no UTF-8 must not cost the whole history.
            String end = new String(Channels.newInputStream(channel).readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return start == 0 ? end : end.substring(end.indexOf('\n') + 1);
        }
    }

    /** Takes others' rights to a file that was there before, if they are ours to take. */
    private void closeToOthers() {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            if (permissions.retainAll(OWNERS)) {
                view.setPermissions(permissions);
            }
        } catch (IOException e) {
            // Of somebody else, who has to know what others may do.
        }
    }

    private static List<String> commands(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && line.length() <= LONGEST_LINE)
                .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    /** Adds a command, unless it is the newest already, or blank, or no command at its length. */
    void add(String command) throws IOException {
        String line = command.strip();
        String text = read();
        List<String> lines = new ArrayList<>(commands(text));
        boolean repeated = !lines.isEmpty() && lines.get(lines.size() - 1).equals(line);
        if (line.isEmpty() || line.length() > LONGEST_LINE || repeated) {
            return;
        }
        create();
        if (lines.size() < MOST_LINES) {
            // A write for which there was no room may have left a line without its end.
            boolean open = !text.isEmpty() && !text.endsWith("\n");
            Files.writeString(file, (open ? "\n" : "") + line + "\n", StandardOpenOption.APPEND);
            return;
        }
        lines.remove(0);
        lines.add(line);
        rewrite(lines);
    }

    private void create() throws IOException {
        Files.createDirectories(file.getParent(), permissions("rwx------"));
        if (Files.notExists(file)) {
            Path target = Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file;
            Files.createFile(target, permissions("rw-------"));
        }
    }

    private void rewrite(List<String> lines) throws IOException {
        Path target = file.toRealPath(); // A link stays one.
        Path fresh = Files.createTempFile(target.getParent(), "history", null, permissions("rw-------"));
        try {
            Files.write(fresh, lines);
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private FileAttribute<?>[] permissions(String text) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
