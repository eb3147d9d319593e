package dev.errorproxy.domain.provider;

import java.util.List;

/** Whether a call asks the model for something, and so can be hit by an error. */
public enum Kind {
    /** Asks for inference: chat, responses, messages, generation, embeddings. */
    INFERENCE,
    /** Authentication, discovery, model lists, token counting: always forwarded, and spends no error. */
    METADATA;

    private static final List<String> SIGN_IN = List.of("/oidc", "/.well-known", "/oauth", "/oauth2");

    /**
     * Returns the kind by what all providers have in common: a POST asks for inference unless it signs somebody in
     * (OpenID Connect, OAuth, RFC 8615 well-known addresses); any other method looks something up.
     */
    public static Kind usual(Call call) {
        return call.method().equals("POST") && !call.isUnderAny(SIGN_IN) ? INFERENCE : METADATA;
    }
}
