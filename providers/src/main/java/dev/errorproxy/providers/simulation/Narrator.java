package dev.errorproxy.providers.simulation;

import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tells in plain words what a simulated model has received, in exactly as many tokens as it is allowed.
 *
 * <p>The rest is filled with words that are one token each in every encoding used here, so that any number of them
 * counts as many.
 */
final class Narrator {

    private static final List<Piece> FILLER = Pattern.compile(" [A-Za-z]+|[.,]")
            .matcher(" The words that follow only fill the answer up to its limit."
                    + " A small boat went down the river in the morning."
                    + " The wind was light, the water was clear, and the sun stood over the hills."
                    + " On the other side an old man was reading a book under a tree."
                    + " He looked up, raised his hand, and turned the page.")
            .results()
            .map(MatchResult::group)
            .map(word -> new Piece(word, 1))
            .toList();

    private static final int SHOWN_NAME = 60;

    private Narrator() {}

    /** Returns the answer, whose pieces' tokens sum up to the number given. */
    static List<Piece> tell(Prompt prompt, int tokens) {
        Tokenizer tokenizer = Tokenizer.of(prompt.model());
        List<Piece> told = beginning(tokenizer.pieces(opening(prompt)), tokens, tokenizer);
        int missing = tokens - Utterance.tokens(told);
        for (int i = 0; i < missing; i++) {
            told.add(FILLER.get(i % FILLER.size()));
        }
        return told;
    }

    /**
     * Returns the longest beginning within a number of tokens that counts as many for itself. A beginning does so in
     * every case known; it is counted again because a model's name may be anything.
     */
    private static List<Piece> beginning(List<Piece> pieces, int tokens, Tokenizer tokenizer) {
        List<Piece> kept = new ArrayList<>(pieces);
        while (Utterance.tokens(kept) > tokens || tokenizer.count(Utterance.text(kept)) != Utterance.tokens(kept)) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }

    private static String opening(Prompt prompt) {
        return "This is a simulated answer from " + shown(prompt.model()) + ". It received " + prompt.messages()
                + (prompt.messages() == 1 ? " message" : " messages") + " with " + prompt.tokens()
                + (prompt.tokens() == 1 ? " token" : " tokens") + " in all.";
    }

    private static String shown(String model) {
        StringBuilder shown = new StringBuilder();
        model.codePoints().limit(SHOWN_NAME).map(Narrator::visible).forEach(shown::appendCodePoint);
        // What is no Unicode, such as half a character, could not be sent.
        return new String(shown.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static int visible(int character) {
        boolean hidden = Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || !Character.isDefined(character);
        return hidden ? '_' : character;
    }
}
