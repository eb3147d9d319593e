package dev.errorproxy.domain.provider;

/** How strongly a call speaks for one provider, weakest first; of several providers the strongest match wins. */
public enum Match {
    /** Nothing speaks for the provider. */
    NONE,
    /** What many providers share: a bearer key, an OpenAI-shaped path. */
    GENERIC,
    /** What a client says about itself only to this provider and few others. */
    CLIENT,
    /** The beginning of the key. */
    KEY,
    /** A wire dialect that this provider owns and gateways speak too. */
    DIALECT,
    /** A header, query parameter or method name that only this provider reads. */
    MARK,
    /** A path that only this provider serves. */
    PATH,
    /** The caller named the provider. */
    EXPLICIT
}
