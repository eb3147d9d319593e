package dev.errorproxy.clients;

import java.net.URI;
import java.util.Locale;

/** What can go wrong in the middle of a streamed answer, in the log's spelling. */
enum StreamFault {
    STREAM_ERROR("after=10"),
    STREAM_END("after=10"),
    STREAM_CUT("after=10"),
    STREAM_RESET("after=10"),
    STREAM_STALL("after=10"),
    STREAM_GARBAGE("after=10"),
    STREAM_SPLIT(""),
    STREAM_SLOW("interval=5ms"),
    STREAM_DUP("after=10");

    private final String options;

    StreamFault(String options) {
        this.options = options;
    }

    /** Returns its word in the command language. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the command after which every stream meets it, in the middle of the text. */
    String always() {
        return (word() + " * " + options).strip();
    }

    /** Returns what a client is told before it meets this. */
    Setup setup(URI proxy) {
        return this == STREAM_STALL ? Setup.impatient(proxy) : Setup.usual(proxy);
    }
}
