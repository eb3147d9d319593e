package dev.errorproxy.domain.provider;

/** A provider that threw something, or returned null, where it should have answered. */
public final class ProviderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** Tells that the provider failed at that method; what it threw is null where it returned that. */
    ProviderFailure(String provider, String method, Throwable thrown) {
        this(
                provider,
                method,
                thrown == null ? "it returns null" : thrown.getClass().getName(),
                thrown);
    }

    private ProviderFailure(String provider, String method, String reason, Throwable thrown) {
        super(provider + " fails at " + method + " (" + reason + ")", thrown);
        this.reason = reason;
    }

    /** Returns the class of what was thrown, or that null was returned: no words of the provider's, which may hold a key. */
    public String reason() {
        return reason;
    }
}
