package dev.errorproxy.console;

/** What a line is about; the console decides how that looks, and a plain one shows all the same. */
public enum Tone {
    /** An answer to the operator, or the banner. */
    NORMAL,
    /** Everyday traffic. */
    QUIET,
    /** An error that the proxy made up. */
    INJECTED,
    /** A warning, or something that went wrong. */
    ERROR
}
