package dev.errorproxy.providers.simulation;

import dev.errorproxy.domain.simulation.SimulatedAnswer.Piece;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a simulated model says: a text, or the arguments of a tool call.
 *
 * @param tool the tool called, where one is
 * @param pieces the text or the arguments, about one token each
 * @param ending why it ends there
 */
record Utterance(Optional<Tool> tool, List<Piece> pieces, Ending ending) {

    /**
     * Returns what is said to a prompt: the forced tool's call, or else a text of as many tokens as are allowed.
     *
     * <p>A call is as long as its schema asks for, whatever the limit: half a call would help nobody.
     */
    static Utterance of(Prompt prompt, OptionalInt limit, int replyTokens, Optional<Tool> forced) {
        if (forced.isPresent()) {
            String arguments = SchemaSample.arguments(forced.get().schema()).toString();
            return new Utterance(forced, Tokenizer.of(prompt.model()).pieces(arguments), Ending.COMPLETE);
        }
        int allowed = Math.min(limit.orElse(replyTokens), replyTokens);
        return new Utterance(
                forced, Narrator.tell(prompt, allowed), allowed < replyTokens ? Ending.CUT : Ending.COMPLETE);
    }

    String text() {
        return text(pieces);
    }

    int tokens() {
        return tokens(pieces);
    }

    static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    static int tokens(List<Piece> pieces) {
        return pieces.stream().mapToInt(Piece::tokens).sum();
    }
}
