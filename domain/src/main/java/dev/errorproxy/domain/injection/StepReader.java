package dev.errorproxy.domain.injection;

/** Reads the command that a request brings for itself. */
public interface StepReader {

    /**
     * Returns the fault that the text names, or the step that lets the request pass.
     *
     * @throws UnreadableException if it names none; the message says in one line what would be right
     */
    Step read(String text) throws UnreadableException;

    /** Refuses a text. */
    class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Creates a refusal for that reason. */
        public UnreadableException(String message) {
            super(message);
        }
    }
}
