package dev.errorproxy.domain.provider;

/** A kind of error that an operator can ask for and a provider words in its own way. */
public enum ErrorMode {
    /** The prompt is longer than the model's context. */
    CONTEXT_LENGTH('c', "context-length", "Context length exceeded"),
    /** Too many requests or tokens for now. */
    RATE_LIMIT('r', "rate-limit", "Rate limit exceeded"),
    /** The provider itself failed or is overloaded. */
    SERVER_ERROR('u', "server-error", "Unknown server error");

    private final char letter;
    private final String word;
    private final String title;

    ErrorMode(char letter, String word, String title) {
        this.letter = letter;
        this.word = word;
        this.title = title;
    }

    /** Returns the command's letter, in lower case. */
    public char letter() {
        return letter;
    }

    /** Returns the command's long word, in lower case. */
    public String word() {
        return word;
    }

    /** Returns the name shown to the operator. */
    public String title() {
        return title;
    }
}
