package dev.errorproxy.app;

import dev.errorproxy.domain.provider.GuardedProvider;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.ProviderFailure;
import dev.errorproxy.domain.simulation.Simulator;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The provider plugins: those on the class path, and those in the jars of a folder, each jar with its own class loader. */
final class Plugins {

    private static final String SERVICE = "META-INF/services/" + Provider.class.getName();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final String BUILT_IN = "the proxy itself";

    private final SortedMap<String, Provider> providers = new TreeMap<>();
    private final SortedMap<String, Simulator> simulators = new TreeMap<>();
    private final SortedMap<String, String> origins = new TreeMap<>();

    private Plugins() {}

    /**
     * Loads all plugins.
     *
     * @param folder the folder of jars
     * @param required whether the folder has to be there
     */
    static Plugins load(Path folder, boolean required) throws StartException {
        Plugins plugins = new Plugins();
        plugins.add(ServiceLoader.load(Provider.class, Plugins.class.getClassLoader()), BUILT_IN, null);
        if (Files.isDirectory(folder)) {
            for (Path jar : jars(folder)) {
                plugins.addJar(jar);
            }
        } else if (required) {
            throw StartException.usage("--plugins " + folder + ": no such folder; give one that holds plugin jars.");
        }
        return plugins;
    }

    private static List<Path> jars(Path folder) throws StartException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            throw StartException.failure("Plugin folder " + folder + " can't be read.");
        }
        Collections.sort(jars);
        return jars;
    }

    private void addJar(Path jar) throws StartException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICE) == null) {
                throw StartException.failure("Plugin " + jar + " names no provider: it has no " + SERVICE + ".");
            }
        } catch (IOException e) {
            throw StartException.failure("Plugin " + jar + " is not a readable jar.");
        }
        try {
            URL[] own = {jar.toUri().toURL()};
            // Never closed: the plugin's classes are needed until the process ends.
            ClassLoader loader = new URLClassLoader(own, Plugins.class.getClassLoader());
            add(ServiceLoader.load(Provider.class, loader), "plugin " + jar, loader);
        } catch (IOException e) {
            throw StartException.failure("Plugin " + jar + " can't be read.");
        }
    }

    private void add(ServiceLoader<Provider> found, String origin, ClassLoader only) throws StartException {
        boolean none = true;
        try {
            for (Iterator<Provider> i = found.iterator(); i.hasNext(); ) {
                Provider provider = i.next();
                if (only == null || provider.getClass().getClassLoader() == only) {
                    add(provider, origin);
                    none = false;
                }
            }
        } catch (ProviderFailure e) {
            throw StartException.failure(capital(origin) + " does not load: " + e.getMessage() + ".");
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw StartException.failure(capital(origin) + " does not load: " + oneLine(cause));
        }
        if (none) { // The service loader passes over an empty file, and over classes of Java's and of the proxy's own.
            throw StartException.failure(capital(origin) + " names no provider: its " + SERVICE
                    + " has no line with one of its own classes.");
        }
    }

    private void add(Provider found, String origin) throws StartException {
        Provider provider = new GuardedProvider(found, Plugins::warn);
        String name = provider.name();
        if (!NAME.matcher(name).matches()) {
            throw StartException.failure(capital(origin) + " has a provider named '" + name
                    + "'; a name is lower-case letters, digits and hyphens.");
        }
        if (provider.upstream().isPresent()) {
            // Else it would fail call by call, and what is secret in it would stand in lines and answers.
            new UpstreamAddress(provider.upstream().get().toString())
                    .read(capital(origin) + ", upstream of " + name, StartException::failure);
        }
        if (providers.put(name, provider) != null) {
            throw StartException.failure(
                    capital(origin) + " has a provider named " + name + ", but so has " + origins.get(name) + ".");
        }
        if (found instanceof Simulator simulator) {
            simulators.put(name, simulator);
        }
        origins.put(name, origin);
    }

    private static void warn(String text) {
        System.getLogger(Plugins.class.getName()).log(System.Logger.Level.WARNING, text);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String oneLine(Throwable e) {
        return (e.getClass().getSimpleName() + ": " + e.getMessage()).replaceAll("\\s+", " ");
    }

    /** Returns the providers, ordered by name. */
    Collection<Provider> providers() {
        return providers.values();
    }

    /** Returns what plays the provider of that name; empty where nothing does. */
    Optional<Simulator> simulator(String name) {
        return Optional.ofNullable(simulators.get(name));
    }

    /**
     * Returns the provider of that name.
     *
     * @param option the option that has the name, for the message
     */
    Provider named(String name, String option) throws StartException {
        Provider provider = providers.get(name);
        if (provider == null) {
            throw StartException.usage(option + ": unknown provider '" + name + "'; known are "
                    + String.join(", ", providers.keySet()) + ".");
        }
        return provider;
    }

    /** Returns the providers' names, in order. */
    Set<String> names() {
        return providers.keySet();
    }
}
