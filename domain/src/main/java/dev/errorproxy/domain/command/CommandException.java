package dev.errorproxy.domain.command;

import dev.errorproxy.domain.injection.StepReader;

/** Refuses a line; the message says in one line what is wrong and what would be right. */
public final class CommandException extends StepReader.UnreadableException {

    private static final long serialVersionUID = 1L;

    /** Creates a refusal for that reason. */
    public CommandException(String message) {
        super(message);
    }
}
