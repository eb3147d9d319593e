package dev.errorproxy.jetty;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names by which a proxy on loopback may be called: those of this machine alone, and those that the user gave.
 *
 * <p>A web page whose name was made to point at 127.0.0.1 (DNS rebinding) is same-origin with the proxy, so that the
 * browser would show it every answer; only the name it calls tells it from a client.
 */
final class AllowedHosts {

    private static final String LOCAL = "localhost";
    /** Just what a browser makes of an address: {@code 127.0.0.1.example} is a name that anybody can own. */
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    private static final Pattern LOCAL_NAMES = Pattern.compile("([a-z0-9_-]+\\.)*localhost");

    private final Set<String> names;

    AllowedHosts(Collection<String> names) {
        this.names = names.stream().map(AllowedHosts::plain).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the proxy may be called so; the host comes without a port, an IPv6 address in brackets. */
    boolean allows(String host) {
        if (host.equals(LOCAL) || host.equals("127.0.0.1")) {
            return true;
        }
        String name = plain(host);
        return LOCAL_NAMES.matcher(name).matches()
                || LOOPBACK.matcher(name).matches()
                || isLoopbackIpv6(name)
                || names.contains(name);
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isLoopbackIpv6(String host) {
        if (!host.startsWith("[") || !host.endsWith("]")) {
            return false;
        }
        try {
            // What stands in brackets is an address or nothing: no name is looked up.
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
