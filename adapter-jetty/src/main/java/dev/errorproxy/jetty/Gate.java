package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.domain.injection.Refusal;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Optional;

/** Refuses connections as soon as they are accepted, where that is what is armed. */
record Gate(Interceptor interceptor, Journal journal) {

    /** Closes the connection if it is to be refused, and returns whether it was. */
    boolean refuses(SelectableChannel connection) {
        Optional<Refusal> refusal = interceptor.refusesConnection();
        if (refusal.isEmpty()) {
            return false;
        }
        try {
            connection.close();
        } catch (IOException e) {
            // Then it is closed already, which is all that was wanted.
        }
        refusal.get().claim().hit();
        journal.refused(refusal.get().fault());
        return true;
    }
}
