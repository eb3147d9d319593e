package dev.errorproxy.providers.simulation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why an answer ends where it does.
 *
 * @param kind the kind of end
 * @param reason what the answer gives as its reason in place of the dialect's own word
 * @param note what the answer says about it to people, in a place of its own
 */
record Ending(Kind kind, Optional<String> reason, Optional<String> note) {

    static final Ending COMPLETE = of(Kind.COMPLETE);
    static final Ending CUT = of(Kind.CUT);

    Ending {
        requireNonNull(kind, "kind is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(note, "note is null");
    }

    /** The kinds of end. */
    enum Kind {
        /** All is said. */
        COMPLETE,
        /** The request's own limit is reached. */
        CUT,
        /** The model refuses. */
        REFUSED,
        /** A filter has stopped it. */
        FILTERED
    }

    private static Ending of(Kind kind) {
        return new Ending(kind, Optional.empty(), Optional.empty());
    }

    boolean isRefused() {
        return kind == Kind.REFUSED;
    }

    boolean isFiltered() {
        return kind == Kind.FILTERED;
    }

    /** Returns whether there would have been more to say. */
    boolean isEarly() {
        return kind == Kind.CUT || kind == Kind.FILTERED;
    }

    /** Returns the dialect's word for this end, unless it has a word of its own. */
    String reason(String complete, String cut, String refused, String filtered) {
        return reason.orElse(
                switch (kind) {
                    case COMPLETE -> complete;
                    case CUT -> cut;
                    case REFUSED -> refused;
                    case FILTERED -> filtered;
                });
    }
}
