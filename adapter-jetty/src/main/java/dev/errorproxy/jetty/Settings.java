package dev.errorproxy.jetty;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the proxy listens.
 *
 * @param addresses the addresses to listen on; of several, those after the first are left out where this machine lacks them
 * @param port the TCP port; 0 takes one that is free
 * @param timeout how long an upstream may be silent
 * @param hosts the names, besides this machine's own, by which it may be called while it listens on loopback only
 * @param headTimeout how long a client may take over the head of a request
 */
public record Settings(
        List<InetAddress> addresses, int port, Duration timeout, List<String> hosts, Duration headTimeout) {

    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(30);

    public Settings {
        addresses = List.copyOf(addresses);
        requireNonNull(timeout, "timeout is null");
        hosts = List.copyOf(hosts);
        requireNonNull(headTimeout, "headTimeout is null");
    }

    /** Listens so, giving clients half a minute for a head. */
    public Settings(List<InetAddress> addresses, int port, Duration timeout, List<String> hosts) {
        this(addresses, port, timeout, hosts, HEAD_TIMEOUT);
    }

    /** Returns whether only this machine can reach the proxy. */
    public boolean isLoopbackOnly() {
        return addresses.stream().allMatch(InetAddress::isLoopbackAddress);
    }
}
