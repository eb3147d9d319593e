package dev.errorproxy.app.it;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A proxy with a scripted upstream behind it in place of one provider. */
final class Bench implements AutoCloseable {

    private final ScriptedUpstream upstream;
    private final ProxyProcess proxy;

    private Bench(ScriptedUpstream upstream, ProxyProcess proxy) {
        this.upstream = upstream;
        this.proxy = proxy;
    }

    /** Returns a bench whose upstream takes that provider's calls. */
    static Bench of(String provider, String... options) {
        ScriptedUpstream upstream = ScriptedUpstream.ofAllProviders();
        List<String> all = new ArrayList<>(List.of("--upstream", upstream.insteadOf(provider)));
        all.addAll(List.of(options));
        try {
            return new Bench(
                    upstream,
                    ProxyCommand.proxy(all.toArray(String[]::new)).withConsole().start());
        } catch (AssertionError e) {
            upstream.close();
            throw e;
        }
    }

    /** Returns the address of a path at the proxy. */
    URI at(String path) {
        return proxy.at(path);
    }

    /** Returns the proxy. */
    ProxyProcess proxy() {
        return proxy;
    }

    /** Returns how many requests have come to the proxy since this was last asked. */
    int requestsSinceLastAsked() {
        return proxy.requestsSinceLastAsked();
    }

    /** Returns the upstream. */
    ScriptedUpstream upstream() {
        return upstream;
    }

    @Override
    public void close() {
        proxy.close();
        upstream.close();
    }
}
