package dev.errorproxy.domain.limit;

import dev.errorproxy.domain.fault.Target;

/** A limit that is set for a target. */
interface Limit {

    /** Returns whose calls it limits. */
    Target target();

    /** Returns its status line. */
    String describe();
}
