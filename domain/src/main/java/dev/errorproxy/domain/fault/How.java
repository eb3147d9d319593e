package dev.errorproxy.domain.fault;

/** How a connection is broken before an answer has begun. */
public enum How {
    /** Closed without a byte; where nothing has been read yet, as soon as it is accepted. */
    REFUSE("refuse", "Connection refused"),
    /** Reset (TCP RST). */
    RESET("reset", "Connection reset"),
    /** Left open without an answer. */
    HANG("hang", "No answer"),
    /** Closed after the head of an answer. */
    CLOSE("close", "Connection closed after the head");

    private final String word;
    private final String title;

    How(String word, String title) {
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
