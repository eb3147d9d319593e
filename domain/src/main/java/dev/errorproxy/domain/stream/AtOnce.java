package dev.errorproxy.domain.stream;

import java.util.Optional;

/** A deed that is done in one moment. */
final class AtOnce implements Deed {

    /** What is done. */
    interface Blow {

        /** Does it, and returns what becomes of the bytes that follow; empty where it can't be done. */
        Optional<Next> strike(Scene scene, Wire wire);
    }

    private final boolean anywhere;
    private final Blow blow;
    private boolean struck;

    /** Creates a deed that can be done in the middle of a block, or can't. */
    AtOnce(boolean anywhere, Blow blow) {
        this.anywhere = anywhere;
        this.blow = blow;
    }

    @Override
    public boolean anywhere() {
        return anywhere;
    }

    @Override
    public Next strike(Scene scene, Wire wire) {
        Optional<Next> next = blow.strike(scene, wire);
        struck = next.isPresent();
        return next.orElse(Next.PASS);
    }

    @Override
    public boolean struck() {
        return struck;
    }
}
