package dev.errorproxy.domain.provider;

/** A kind of error that an operator can ask for and a provider words in its own way. */
public enum ErrorMode {
    /** The prompt is longer than the model's context. */
    CONTEXT_LENGTH("context-length", "Context length exceeded"),
    /** Too many requests or tokens for now. */
    RATE_LIMIT("rate-limit", "Rate limit exceeded"),
    /** The provider itself failed. */
    SERVER_ERROR("server-error", "Unknown server error"),
    /** The provider has too much to do: 529 or 503. */
    OVERLOADED("overloaded", "Overloaded"),
    /** The provider is not there for now: 503. */
    UNAVAILABLE("unavailable", "Service unavailable"),
    /** The provider took too long: 504. */
    TIMEOUT_ERROR("timeout-error", "Timeout at the provider"),
    /** The key is missing or wrong: 401, or what the provider has in its place. */
    AUTH("auth", "Authentication failed"),
    /** The key may not do this: 403. */
    PERMISSION("permission", "Permission denied"),
    /** Somebody has to pay first: 402, or what the provider has in its place. */
    BILLING("billing", "Billing problem"),
    /** A quota is used up, so that trying again is of no use: 429. */
    QUOTA("quota", "Quota used up"),
    /** There is no such model: 404. */
    NOT_FOUND("not-found", "Model not found"),
    /** The body has too many bytes: 413, or what the provider has in its place. */
    TOO_LARGE("too-large", "Request too large"),
    /** The request makes no sense: 400. */
    BAD_REQUEST("bad-request", "Bad request"),
    /** The model refuses, in the way of an answer. */
    REFUSAL("refusal", "Refusal"),
    /** A filter stopped the answer. */
    CONTENT_FILTER("content-filter", "Content filter"),
    /** An error in the body of a 200. */
    OK_ERROR("ok-error", "Error within a 200");

    private final String word;
    private final String title;

    ErrorMode(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** Returns the word of the command language, in lower case. */
    public String word() {
        return word;
    }

    /** Returns the name shown to the operator. */
    public String title() {
        return title;
    }
}
