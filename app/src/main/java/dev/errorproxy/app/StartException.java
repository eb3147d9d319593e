package dev.errorproxy.app;

/** Stops the start; the message says in one line what is wrong and what would be right. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    private final int status;

    private StartException(int status, String message) {
        super(message);
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
