package dev.errorproxy.domain.command;

import dev.errorproxy.domain.fault.Glob;
import dev.errorproxy.domain.fault.Target;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes one target of the parts that a command names. */
final class TargetReader {

    private static final String KEY = "key=";
    private static final String DOTS = "...";
    private static final String FORMS =
            "A target is @PROVIDER, @PROVIDER/MODEL, @*/MODEL, @/PATH, @stream, @nostream or @key=...LAST4.";

    private final Collection<String> providers;
    private Optional<String> provider = Optional.empty();
    private Optional<Glob> model = Optional.empty();
    private Optional<Glob> path = Optional.empty();
    private Optional<Boolean> streaming = Optional.empty();
    private Optional<String> key = Optional.empty();

    private TargetReader(Collection<String> providers) {
        this.providers = providers;
    }

    /**
     * Returns the target that those parts name together.
     *
     * @param parts the parts, without at signs
     * @param providers the names of the providers; empty to take any name
     */
    static Target read(List<String> parts, Collection<String> providers) throws CommandException {
        TargetReader reader = new TargetReader(providers);
        for (String part : parts) {
            reader.add(part);
        }
        return new Target(reader.provider, reader.model, reader.path, reader.streaming, reader.key);
    }

    private void add(String part) throws CommandException {
        String lower = part.toLowerCase(Locale.ROOT);
        if (part.isEmpty() || Visible.breaksLines(part)) {
            throw new CommandException("Not a target: " + Visible.quote("@" + part) + ". " + FORMS);
        }
        if (lower.startsWith(KEY)) {
            key = once(key, key(part.substring(KEY.length())), "key");
        } else if (lower.equals("stream") || lower.equals("nostream")) {
            streaming = once(streaming, lower.equals("stream"), "choice of streams");
        } else if (part.startsWith("/")) {
            path = once(path, new Glob(part), "path");
        } else {
            addProvider(part);
        }
    }

    private void addProvider(String part) throws CommandException {
        int slash = part.indexOf('/');
        String name = (slash < 0 ? part : part.substring(0, slash)).toLowerCase(Locale.ROOT);
        if (slash == part.length() - 1) {
            throw new CommandException("No model in " + Visible.quote("@" + part) + ": write @"
                    + Visible.shortened(name) + " alone, or a model's name behind the slash.");
        }
        if (!name.equals("*")) {
            provider = once(provider, known(name), "provider");
        }
        if (slash >= 0) {
            model = once(model, new Glob(part.substring(slash + 1)), "model");
        }
    }

    private String known(String name) throws CommandException {
        if (!providers.isEmpty() && !providers.contains(name)) {
            throw new CommandException("Unknown provider " + Visible.quote("@" + name) + "."
                    + Nearest.question(name, providers) + " Known are " + String.join(", ", providers)
                    + "; @*/MODEL is a model of any, @/PATH a path.");
        }
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new CommandException("Not a target: " + Visible.quote("@" + name) + ". " + FORMS);
        }
        return name;
    }

    /** Says nothing of what it refuses: that may be a whole key. */
    private static String key(String text) throws CommandException {
        String end = text.startsWith(DOTS) ? text.substring(DOTS.length()) : text;
        if (end.length() != Target.KEY_CHARACTERS || end.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new CommandException("@key= takes the last " + Target.KEY_CHARACTERS
                    + " characters of a key and no more, such as @key=...a1B2.");
        }
        return end;
    }

    private static <T> Optional<T> once(Optional<T> before, T now, String what) throws CommandException {
        if (before.isPresent() && !before.get().equals(now)) {
            throw new CommandException("A target has one " + what + ", but got two. Arm each with a line of its own.");
        }
        return Optional.of(now);
    }
}
