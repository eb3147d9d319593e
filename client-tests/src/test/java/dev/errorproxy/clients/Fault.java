package dev.errorproxy.clients;

/** The errors that a client meets, in the log's spelling. */
enum Fault {
    CONTEXT_LENGTH("c"),
    RATE_LIMIT("r"),
    SERVER_ERROR("u");

    private final String letter;

    Fault(String letter) {
        this.letter = letter;
    }

    /** Returns the letter that stands for it in the command language. */
    String letter() {
        return letter;
    }

    /** Returns the command after which every request meets it. */
    String always() {
        return letter + " *";
    }
}
