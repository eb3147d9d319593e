package dev.errorproxy.app;

import java.util.regex.Pattern;

/** Stops the start; the message says in one line what is wrong and what would be right. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    /** What could end the line, or tell a terminal what to do: messages quote what others wrote. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final int status;

    private StartException(int status, String message) {
        super(UNSEEN.matcher(message).replaceAll("?"));
        this.status = status;
    }

    /** Returns the refusal of what somebody wrote on the command line or in the environment. */
    static StartException usage(String message) {
        return new StartException(USAGE, message);
    }

    /** Returns the report of something that stood in the way. */
    static StartException failure(String message) {
        return new StartException(FAILURE, message);
    }

    /** Returns the process's exit status. */
    int status() {
        return status;
    }
}
