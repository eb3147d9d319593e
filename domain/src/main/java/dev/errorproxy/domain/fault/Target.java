package dev.errorproxy.domain.fault;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a fault or a limit is meant for; what is empty is not looked at.
 *
 * @param provider the provider's name
 * @param model the model as the client names it
 * @param path the raw path, or the path without its percent-encoding
 * @param streaming whether the answer is asked for as a stream
 * @param key the last four characters of the client's key
 */
public record Target(
        Optional<String> provider,
        Optional<Glob> model,
        Optional<Glob> path,
        Optional<Boolean> streaming,
        Optional<String> key) {

    /** Every call. */
    public static final Target ALL =
            new Target(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** How many characters of a key tell it from others. */
    public static final int KEY_CHARACTERS = 4;

    /**
     * The most specific target first.
     *
     * <p>A key says more than a path, a path more than a model, a model more than a provider, a provider more than whether
     * it streams; each of them says more than all after it together. Where two targets name the same of them, the longer
     * patterns (asterisks not counted) say more, and a pattern without an asterisk more than one with.
     */
    public static final Comparator<Target> MOST_SPECIFIC_FIRST = Comparator.comparingInt(Target::parts)
            .thenComparingInt(Target::weight)
            .reversed();

    public Target {
        requireNonNull(provider, "provider is null");
        model = model.filter(glob -> !glob.matchesAll());
        path = path.filter(glob -> !glob.matchesAll());
        requireNonNull(streaming, "streaming is null");
        requireNonNull(key, "key is null");
    }

    /** Returns the calls to that provider. */
    public static Target provider(String name) {
        return new Target(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns whether the provider's call is meant, of which all is known. */
    public boolean matches(Provider of, Call call) {
        return mayMatch(of, call)
                && model.filter(glob -> call.inference()
                                .model()
                                .filter(name -> matches(glob, name))
                                .isEmpty())
                        .isEmpty()
                && streaming
                        .filter(wanted -> wanted != call.inference().streaming())
                        .isEmpty();
    }

    /** Returns whether the provider's call may be meant, as far as its head tells. */
    public boolean mayMatch(Provider of, Call call) {
        return provider.filter(name -> !name.equals(of.name())).isEmpty()
                && path.filter(glob -> !matches(glob, call.path())).isEmpty()
                && key.filter(end -> call.keys().stream().noneMatch(whole -> whole.endsWith(end)))
                        .isEmpty();
    }

    private static boolean matches(Glob glob, String text) {
        return glob.matches(text) || text.indexOf('%') >= 0 && glob.matches(PercentEncoding.decoded(text));
    }

    /** Returns the target as the command language writes it: empty for every call. */
    public String text() {
        Optional<String> named =
                model.map(glob -> provider.orElse("*") + "/" + glob.pattern()).or(() -> provider);
        return Stream.of(
                        named.map(Notation::text),
                        path.map(Glob::pattern).map(Notation::text),
                        streaming.map(wanted -> wanted ? "stream" : "nostream"),
                        key.map(end -> "key=" + Notation.text("..." + end)))
                .flatMap(Optional::stream)
                .map(part -> "@" + part)
                .collect(Collectors.joining());
    }

    private int parts() {
        return bit(key, 16) + bit(path, 8) + bit(model, 4) + bit(provider, 2) + bit(streaming, 1);
    }

    private static int bit(Optional<?> part, int bit) {
        return part.isPresent() ? bit : 0;
    }

    private int weight() {
        return path.map(Glob::weight).orElse(0) + model.map(Glob::weight).orElse(0);
    }
}
