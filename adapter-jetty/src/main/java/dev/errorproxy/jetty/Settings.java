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
 */
public record Settings(List<InetAddress> addresses, int port, Duration timeout) {

    public Settings {
        addresses = List.copyOf(addresses);
        requireNonNull(timeout, "timeout is null");
    }
}
