package dev.errorproxy.domain.injection;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.routing.Route;

/**
 * What was decided about one request, once and for good.
 *
 * @param number the request's number, counted from 1
 * @param route whose call it is and where it goes
 * @param action what is to be done with it
 */
public record Decision(long number, Route route, Action action) {

    public Decision {
        requireNonNull(route, "route is null");
        requireNonNull(action, "action is null");
    }
}
