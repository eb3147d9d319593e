package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.Fault;
import dev.errorproxy.domain.routing.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was decided about one request, once and for good.
 *
 * @param number the request's number, counted from 1
 * @param route whose call it is and where it goes, without the command that it brought, and with what its body says
 * @param action what is to be done with it
 * @param delay how long to wait before that
 * @param claim whom to tell whether the fault struck
 * @param notes what is to be logged besides, a line each
 */
public record Decision(long number, Route route, Action action, Duration delay, Claim claim, List<String> notes) {

    public Decision {
        requireNonNull(route, "route is null");
        requireNonNull(action, "action is null");
        requireNonNull(delay, "delay is null");
        requireNonNull(claim, "claim is null");
        notes = List.copyOf(notes);
    }

    /** Returns the fault behind it; empty where there is none. */
    public Optional<Fault> fault() {
        return action.fault();
    }
}
