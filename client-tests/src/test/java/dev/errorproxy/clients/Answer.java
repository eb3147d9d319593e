package dev.errorproxy.clients;

import java.util.List;
import java.util.Optional;

/**
 * What a caller gets where no exception is thrown.
 *
 * @param pieces the text, in one piece or as it was streamed
 * @param finish why it ended, in the client's spelling; empty where that is not told
 * @param usage how long it was; empty where that is not told
 */
record Answer(List<String> pieces, Optional<String> finish, Optional<Usage> usage) {

    /**
     * How long question and answer were.
     *
     * @param inputTokens the tokens of the question
     * @param outputTokens the tokens of the text
     */
    record Usage(long inputTokens, long outputTokens) {}

    /** Returns an answer that tells everything. */
    static Answer whole(List<String> pieces, String finish, long inputTokens, long outputTokens) {
        return new Answer(pieces, Optional.of(finish), Optional.of(new Usage(inputTokens, outputTokens)));
    }

    /** Returns the text, whole. */
    String text() {
        return String.join("", pieces);
    }
}
