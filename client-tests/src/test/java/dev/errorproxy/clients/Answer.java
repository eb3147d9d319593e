package dev.errorproxy.clients;

import java.util.List;

/**
 * What a caller gets when all goes well.
 *
 * @param pieces the text, in one piece or as it was streamed
 * @param finish why it ended, in the client's spelling
 * @param inputTokens the tokens of the question
 * @param outputTokens the tokens of the text
 */
record Answer(List<String> pieces, String finish, long inputTokens, long outputTokens) {

    /** Returns an answer that came in one piece. */
    static Answer whole(String text, String finish, long inputTokens, long outputTokens) {
        return new Answer(List.of(text), finish, inputTokens, outputTokens);
    }

    /** Returns the text, whole. */
    String text() {
        return String.join("", pieces);
    }
}
