package dev.errorproxy.domain.stream;

import java.util.Optional;

/** A fault that waits for the answer to one call. */
public interface BodyStrike {

    /**
     * Returns what becomes of the answer's body; empty where the answer is not what the fault strikes, so that it passes
     * and the fault is missed.
     *
     * @param status the answer's status
     * @param contentType the value of its {@code Content-Type} field
     */
    Optional<StruckBody> begin(int status, Optional<String> contentType);
}
