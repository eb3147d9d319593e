package dev.errorproxy.app;

import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.routing.Router;
import dev.errorproxy.jetty.Settings;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line and the environment, understood.
 *
 * @param opening what is armed when the proxy begins
 * @param settings how to listen
 * @param router whose call is whose
 * @param offline which providers are played
 */
record Configuration(Opening opening, Settings settings, Router router, Offline offline) {

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9_-]+\\.)*[A-Za-z0-9_-]+\\.?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<provider>[^=:/?#@]+)=(?<url>.*)", Pattern.DOTALL);
    private static final BigDecimal SHORTEST_TIMEOUT = new BigDecimal("0.001");
    private static final BigDecimal LONGEST_TIMEOUT =
            BigDecimal.valueOf(Duration.ofDays(7).toSeconds());

    /** Returns what options and environment mean with these plugins. */
    static Configuration of(Options options, Map<String, String> environment, Plugins plugins) throws StartException {
        Settings settings = new Settings(
                addresses(options.host), port(options.port), timeout(options.timeout), hosts(options.allowedHosts));
        Opening opening = Opening.of(options, plugins.names());
        Map<String, URI> upstreams = fromEnvironment(environment, plugins);
        Map<String, URI> given = given(options, plugins);
        String fallback =
                plugins.named(options.defaultProvider, "--default-provider").name();
        Offline offline = Offline.of(options, plugins);
        upstreams.putAll(offline.addresses());
        upstreams.putAll(given);
        Router router = new Router(plugins.providers(), fallback, upstreams);
        return new Configuration(opening, settings, router, offline);
    }

    private static Map<String, URI> fromEnvironment(Map<String, String> environment, Plugins plugins)
            throws StartException {
        Map<String, URI> upstreams = new LinkedHashMap<>();
        for (String name : plugins.names()) {
            String variable = Router.variable(name);
            String value = environment.getOrDefault(variable, "");
            if (!value.isBlank()) {
                upstreams.put(name, new UpstreamAddress(value.strip()).read(variable));
            }
        }
        return upstreams;
    }

    private static Map<String, URI> given(Options options, Plugins plugins) throws StartException {
        Map<String, URI> upstreams = new LinkedHashMap<>();
        for (String assignment : options.upstreams) {
            Matcher parts = ASSIGNMENT.matcher(assignment);
            if (!parts.matches()) {
                throw StartException.usage("--upstream " + new UpstreamAddress(assignment).shown()
                        + ": write PROVIDER=URL, such as openai=https://api.openai.com.");
            }
            Provider provider = plugins.named(parts.group("provider"), "--upstream");
            upstreams.put(provider.name(), new UpstreamAddress(parts.group("url")).read("--upstream"));
        }
        return upstreams;
    }

    private static int port(int port) throws StartException {
        if (port < 0 || port > 65535) {
            throw StartException.usage("--port " + port + ": a port is 0 to 65535; 0 takes a free one.");
        }
        return port;
    }

    private static Duration timeout(String text) throws StartException {
        try {
            BigDecimal seconds = new BigDecimal(text).min(LONGEST_TIMEOUT);
            // Asked before it is moved: an exponent may be as far down as there are numbers.
            if (seconds.compareTo(SHORTEST_TIMEOUT) >= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw StartException.usage("--timeout '" + text + "': write a number of seconds above 0, such as 600.");
    }

    private static List<InetAddress> addresses(String host) throws StartException {
        try {
            if (host == null || host.equalsIgnoreCase("localhost")) {
                return List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
            }
            if (host.isBlank()) {
                throw new UnknownHostException();
            }
            return List.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw StartException.usage("--host '" + host
                    + "': not an address of this machine; write one such as 127.0.0.1" + " or 0.0.0.0.");
        }
    }

    private static List<String> hosts(List<String> names) throws StartException {
        for (String name : names) {
            if (!HOST.matcher(name).matches() || name.startsWith("[") && !isAddress(name)) {
                throw StartException.usage("--allow-host '" + name
                        + "': write a host's name alone, without scheme and port, such as proxy.test or [fe80::1].");
            }
        }
        return names;
    }

    /** Returns whether what stands in brackets is an IPv6 address; no name is looked up. */
    private static boolean isAddress(String brackets) {
        try {
            InetAddress.getByName(brackets);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns whether others than this machine can reach the port. */
    boolean isOpenToOthers() {
        return !settings.isLoopbackOnly();
    }
}
