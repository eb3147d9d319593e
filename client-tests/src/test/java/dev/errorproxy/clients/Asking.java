package dev.errorproxy.clients;

/** One question through one client, which is made for it and closed after it. */
@FunctionalInterface
interface Asking {

    /** Returns the answer to {@link Protocol#QUESTION} that the client gets from the proxy. */
    Answer ask(Setup setup);
}
